package dev.stacksets.testing.internal.fault;

/** How a resource in a stack differs from the template. */
public sealed interface PlantedDrift {

    /**
     * A property has another value.
     *
     * @param path a JSON pointer
     * @param expected what the template says, empty when it says nothing
     * @param actual what is there, empty when nothing is
     */
    record Property(String path, String expected, String actual) implements PlantedDrift {}

    /** The resource is gone. */
    record Deleted() implements PlantedDrift {}
}
