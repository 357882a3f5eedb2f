package dev.stacksets.testing.internal.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one document of YAML, of which JSON is a part; nothing is constructed from tags. */
public final class Yaml {

    private Yaml() {}

    /** A document that is nested more deeply than the parser can follow. */
    public static final class TooDeepException extends YamlEngineException {

        private static final long serialVersionUID = 1L;

        TooDeepException() {
            super("nesting is too deep");
        }
    }

    /**
     * Reads a document.
     *
     * @param label what it is, for messages
     * @param text YAML or JSON
     * @return its root, empty for an empty document
     * @throws YamlEngineException when it is not well-formed or more than one document
     */
    public static Optional<Node> compose(String label, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(label).build();
        try {
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode();
        } catch (StackOverflowError tooDeep) {
            // The parser recurses per level and has no depth limit of its own.
            throw new TooDeepException();
        }
    }
}
