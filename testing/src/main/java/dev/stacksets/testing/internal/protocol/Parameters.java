package dev.stacksets.testing.internal.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What a request said, flat, with dotted keys as a form has them: for the journal, whatever protocol it came by. */
public final class Parameters {

    private static final String MEMBER = ".member.";

    private final Map<String, String> flat = new LinkedHashMap<>();

    private Parameters() {}

    /**
     * Those of a request that never was text.
     *
     * @param request any shape of the SDK
     * @return in the order of its fields; unset members left out
     */
    public static Map<String, String> of(SdkPojo request) {
        Parameters parameters = new Parameters();
        parameters.pojo("", request);
        return parameters.flat;
    }

    /**
     * Those of a JSON body.
     *
     * @param body any text
     * @return in the order of the body; none when it is no JSON object
     */
    public static Map<String, String> ofJson(String body) {
        Parameters parameters = new Parameters();
        try {
            parameters.node("", JsonNode.parser().parse(body.isBlank() ? "{}" : body));
        } catch (RuntimeException unreadable) {
            // The parser has no exception of its own. That the body is refused is the decoder's business.
            return Map.of();
        }
        return parameters.flat;
    }

    private void pojo(String prefix, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                value(prefix + field.locationName(), value);
            }
        }
    }

    private void value(String key, Object value) {
        if (value instanceof SdkPojo pojo) {
            pojo(key + ".", pojo);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                value(key + MEMBER + (i + 1), list.get(i));
            }
        } else {
            flat.put(key, value instanceof List ? "" : String.valueOf(value));
        }
    }

    private void node(String key, JsonNode node) {
        if (node.isObject()) {
            node.asObject().forEach((name, member) -> node(key.isEmpty() ? name : key + "." + name, member));
        } else if (node.isArray()) {
            List<JsonNode> elements = node.asArray();
            for (int i = 0; i < elements.size(); i++) {
                node(key + MEMBER + (i + 1), elements.get(i));
            }
        } else if (!key.isEmpty() && !node.isNull()) {
            flat.put(key, node.text());
        }
    }
}
