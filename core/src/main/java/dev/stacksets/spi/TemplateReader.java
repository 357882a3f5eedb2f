package dev.stacksets.spi;

/**
 * Reads templates for what they say rather than how they are written, so that plans can tell whether one changes. Core
 * reads JSON by itself; {@code stacksets-yaml} brings a reader for YAML, found by {@link java.util.ServiceLoader}.
 * Thread-safe.
 */
@FunctionalInterface
public interface TemplateReader {

    /**
     * Reads a template.
     *
     * @param body JSON or YAML
     * @return maps, lists and texts that are equal for templates that mean the same; short tags as the functions they
     *     stand for
     * @throws IllegalArgumentException if it cannot be read
     */
    Object read(String body);
}
