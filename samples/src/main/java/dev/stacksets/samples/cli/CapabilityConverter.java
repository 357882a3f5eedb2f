package dev.stacksets.samples.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Reads a capability as AWS words it. */
final class CapabilityConverter implements ITypeConverter<Capability> {

    @Override
    public Capability convert(String value) {
        Capability capability = Capability.fromValue(value);
        if (capability == Capability.UNKNOWN_TO_SDK_VERSION) {
            throw new TypeConversionException("'" + value + "' is no capability; there are " + known());
        }
        return capability;
    }

    private static String known() {
        return Capability.knownValues().stream()
                .map(Capability::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
