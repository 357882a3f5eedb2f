package dev.stacksets.testing.internal.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any SDK shape from JSON by walking its fields. Members the shape does not know are ignored. */
public final class JsonDecoder {

    private static final Map<MarshallingType<?>, Function<JsonNode, Object>> SCALARS = Map.ofEntries(
            Map.entry(MarshallingType.STRING, JsonNode::asString),
            Map.entry(MarshallingType.INTEGER, node -> Integer.valueOf(node.asNumber())),
            Map.entry(MarshallingType.LONG, node -> Long.valueOf(node.asNumber())),
            Map.entry(MarshallingType.DOUBLE, node -> Double.valueOf(node.asNumber())),
            Map.entry(MarshallingType.BOOLEAN, JsonNode::asBoolean),
            Map.entry(MarshallingType.INSTANT, node -> instant(node.asNumber())),
            Map.entry(
                    MarshallingType.SDK_BYTES,
                    node -> SdkBytes.fromByteArray(Base64.getDecoder().decode(node.asString()))));

    private JsonDecoder() {}

    /**
     * Fills a builder of an SDK shape and builds it.
     *
     * @param builder a builder of a request
     * @param body JSON text, empty for no members
     * @return what the builder builds
     * @throws AwsError code {@code SerializationException} when it is no JSON or does not fit
     */
    public static Object decode(SdkPojo builder, String body) {
        try {
            return pojo(builder, JsonNode.parser().parse(body.isBlank() ? "{}" : body));
        } catch (RuntimeException unreadable) {
            // The parser has no exception of its own: broken text comes as an UncheckedIOException, a wrong type as
            // UnsupportedOperationException, a bad number as IllegalArgumentException.
            throw new AwsError(400, "SerializationException", "The request body cannot be read");
        }
    }

    private static Object pojo(SdkPojo builder, JsonNode node) {
        Map<String, JsonNode> members = node.asObject();
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode member = members.get(field.locationName());
            if (member != null && !member.isNull()) {
                field.set(builder, value(field, member));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return pojo(field.constructor().get(), node);
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            List<Object> values = new ArrayList<>();
            node.asArray().forEach(element -> values.add(value(member, element)));
            return values;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> values = new LinkedHashMap<>();
            node.asObject().forEach((key, element) -> values.put(key, value(member, element)));
            return values;
        }
        Function<JsonNode, Object> scalar = SCALARS.get(type);
        if (scalar == null) {
            throw new IllegalArgumentException("no conversion for " + type.getTargetClass());
        }
        return scalar.apply(node);
    }

    /** Seconds since the epoch, with up to three decimals. */
    private static Instant instant(String seconds) {
        return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValue());
    }
}
