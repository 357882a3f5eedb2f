package dev.stacksets.samples.cli;

import dev.stacksets.testing.StackSetsSimulator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A rate to which a served simulator holds its callers.
 *
 * @param perSecond calls per simulated second
 * @param burst calls at once after a rest
 */
record CallRate(double perSecond, int burst) {

    void applyTo(StackSetsSimulator simulator) {
        simulator.faults().throttle(perSecond, burst);
    }

    /** Reads 5,10 and 0.5,1. */
    static final class Converter implements ITypeConverter<CallRate> {
        private static final Pattern SHAPE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?),([1-9][0-9]{0,5})");

        @Override
        public CallRate convert(String value) {
            Matcher matcher = SHAPE.matcher(value);
            if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
                throw new TypeConversionException("'" + value
                        + "' is no rate and burst: 5,10 lets 5 calls a second through, and 10 at once after a rest");
            }
            return new CallRate(Double.parseDouble(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
    }
}
