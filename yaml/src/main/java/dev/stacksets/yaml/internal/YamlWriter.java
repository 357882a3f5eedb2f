package dev.stacksets.yaml.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes maps, lists, texts, whole numbers and flags so that readers of YAML 1.1, as CloudFormation's is, and of YAML 1.2
 * read the same: a text that either could take for something else is quoted.
 */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*+(?:::?[A-Za-z0-9_./-]++)*+");
    private static final Set<String> MEANS_SOMETHING =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
    /** Line ends to YAML 1.1 that are none to 1.2, and what editors lose. */
    private static final Pattern ESCAPED = Pattern.compile("[\\r\\u0085\\u2028\\u2029\\uFEFF]");

    private YamlWriter() {}

    /** Writes one document. */
    public static String write(Map<String, ?> document) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        Text text = new Text();
        new Dump(settings).dumpNode(node(document), text);
        return text.toString();
    }

    private static Node node(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> entries = map.entrySet().stream()
                    .map(entry -> new NodeTuple(node(entry.getKey()), node(entry.getValue())))
                    .toList();
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }
        if (value instanceof List<?> list) {
            List<Node> items = list.stream().map(YamlWriter::node).toList();
            return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
        }
        if (value instanceof Boolean flag) {
            return new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
        }
        return value instanceof Integer number
                ? new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN)
                : new ScalarNode(Tag.STR, (String) value, style((String) value));
    }

    private static ScalarStyle style(String text) {
        if (ESCAPED.matcher(text).find()) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        if (text.contains("\n")) {
            return ScalarStyle.LITERAL;
        }
        return PLAIN.matcher(text).matches() && !MEANS_SOMETHING.contains(text.toLowerCase(java.util.Locale.ROOT))
                ? ScalarStyle.PLAIN
                : ScalarStyle.SINGLE_QUOTED;
    }

    /** Collects what the emitter writes. */
    private static final class Text implements StreamDataWriter {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String part) {
            text.append(part);
        }

        @Override
        public void write(String part, int from, int length) {
            text.append(part, from, from + length);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
