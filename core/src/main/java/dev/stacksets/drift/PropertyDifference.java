package dev.stacksets.drift;

/**
 * One property that differs from the template. Its values may be secrets, so no text of ours has them unless asked for:
 * {@link #toString()} leaves them out. API page {@code PropertyDifference}.
 *
 * @param path where, as a JSON pointer into the resource's properties
 * @param kind how it differs
 * @param expected what the template says; {@code ""} for what it does not say
 * @param actual what is there; {@code ""} for what is not
 */
public record PropertyDifference(String path, Kind kind, String expected, String actual) {

    /** How a property differs. */
    public enum Kind {
        /** A list has an element that the template does not name. */
        ADD,
        /** It is gone. */
        REMOVE,
        /** It has another value. */
        NOT_EQUAL,
        /** In a way this version does not know. */
        UNKNOWN
    }

    /** Path and kind; never a value. */
    @Override
    public String toString() {
        return path + " " + kind;
    }
}
