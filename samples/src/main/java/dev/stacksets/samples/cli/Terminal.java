package dev.stacksets.samples.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal of this process, if a person sits at it. */
final class Terminal {

    private Terminal() {}

    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
    }

    /** Since JDK 22 there is a console without a terminal too, and a method that tells; before, the two were one. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException untold) {
            return false;
        }
    }
}
