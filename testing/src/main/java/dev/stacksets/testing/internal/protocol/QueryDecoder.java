package dev.stacksets.testing.internal.protocol;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills any SDK shape from an AWS Query form by walking its fields. Keys the shape does not know are ignored, as AWS
 * does; {@code Key=} for a list is an empty list that was sent, no key at all leaves the list unset.
 */
public final class QueryDecoder {

    private static final Map<MarshallingType<?>, Function<String, Object>> SCALARS = Map.ofEntries(
            Map.entry(MarshallingType.STRING, text -> text),
            Map.entry(MarshallingType.INTEGER, text -> Integer.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.LONG, text -> Long.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.SHORT, text -> Short.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.BYTE, text -> Byte.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.FLOAT, text -> Float.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.DOUBLE, text -> Double.valueOf(FormNode.ascii(text))),
            Map.entry(MarshallingType.BIG_DECIMAL, BigDecimal::new),
            Map.entry(MarshallingType.BOOLEAN, QueryDecoder::bool),
            Map.entry(MarshallingType.INSTANT, QueryDecoder::instant),
            Map.entry(MarshallingType.SDK_BYTES, QueryDecoder::bytes));

    private QueryDecoder() {}

    /**
     * Fills a builder of an SDK shape and builds it.
     *
     * @param builder a builder, such as {@code CreateStackSetRequest.builder()}
     * @param node the form, or the part of it that holds this shape
     * @return what the builder builds
     * @throws AwsError code {@code MalformedInput} when a value does not fit its type
     */
    public static Object decode(SdkPojo builder, FormNode node) {
        node.refuseValue();
        for (SdkField<?> field : builder.sdkFields()) {
            Optional<FormNode> child = node.child(field.locationName());
            if (child.isPresent()) {
                field.set(builder, value(field, child.get()));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, FormNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return decode(field.constructor().get(), node);
        }
        if (type == MarshallingType.LIST) {
            return list(field.getRequiredTrait(ListTrait.class), node);
        }
        if (type == MarshallingType.MAP) {
            return map(field.getRequiredTrait(MapTrait.class), node);
        }
        return scalar(field, type, node.text());
    }

    private static Object scalar(SdkField<?> field, MarshallingType<?> type, String text) {
        Function<String, Object> conversion = SCALARS.get(type);
        if (conversion == null) {
            throw AwsError.malformed(field.locationName() + " has a type that a form cannot carry");
        }
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw AwsError.malformed(field.locationName() + " cannot be read as "
                    + type.getTargetClass().getSimpleName());
        }
    }

    private static List<Object> list(ListTrait trait, FormNode node) {
        List<Object> values = new ArrayList<>();
        members(trait.isFlattened(), orElse(trait.memberLocationName(), "member"), node)
                .forEach(member -> values.add(value(trait.memberFieldInfo(), member)));
        return values;
    }

    private static Map<String, Object> map(MapTrait trait, FormNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormNode entry : members(trait.isFlattened(), "entry", node)) {
            String key = required(entry, orElse(trait.keyLocationName(), "key")).text();
            FormNode value = required(entry, orElse(trait.valueLocationName(), "value"));
            if (values.put(key, value(trait.valueFieldInfo(), value)) != null) {
                throw AwsError.malformed("Duplicate map key");
            }
        }
        return values;
    }

    private static List<FormNode> members(boolean flattened, String location, FormNode node) {
        node.refuseValue();
        return flattened
                ? node.numbered()
                : node.child(location).map(FormNode::numbered).orElse(List.of());
    }

    private static FormNode required(FormNode entry, String name) {
        return entry.child(name).orElseThrow(() -> AwsError.malformed("Map entry without " + name));
    }

    private static String orElse(String name, String otherwise) {
        return Optional.ofNullable(name).orElse(otherwise);
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
    }
}
