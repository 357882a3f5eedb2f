package dev.stacksets.testing.internal.transport;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any SDK shape with seeded values: nested to depth 4, lists and maps of two, text that needs escaping. */
final class RandomShapes {

    private static final int DEPTH = 4;
    private static final String AWKWARD = " <&>\"' é€𝄞 %+=&;\t\n\r]]> ";

    private final Random random;
    private final Map<MarshallingType<?>, Supplier<Object>> scalars;

    RandomShapes(long seed) {
        random = new Random(seed);
        scalars = Map.ofEntries(
                Map.entry(MarshallingType.STRING, this::text),
                Map.entry(MarshallingType.INTEGER, random::nextInt),
                Map.entry(MarshallingType.LONG, random::nextLong),
                Map.entry(MarshallingType.SHORT, () -> (short) random.nextInt()),
                Map.entry(MarshallingType.BYTE, () -> (byte) random.nextInt()),
                Map.entry(MarshallingType.FLOAT, random::nextFloat),
                Map.entry(MarshallingType.DOUBLE, () -> random.nextDouble() * 1e6),
                Map.entry(MarshallingType.BIG_DECIMAL, () -> BigDecimal.valueOf(random.nextInt(), 3)),
                Map.entry(MarshallingType.BOOLEAN, random::nextBoolean),
                Map.entry(
                        MarshallingType.INSTANT, () -> Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE) * 800L)),
                Map.entry(MarshallingType.SDK_BYTES, () -> SdkBytes.fromUtf8String(text())));
    }

    SdkPojo fill(SdkPojo builder) {
        return (SdkPojo) fill(builder, DEPTH);
    }

    private Object fill(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (depth > 0 || scalars.containsKey(field.marshallingType())) {
                field.set(builder, value(field, depth));
            }
        }
        return ((Buildable) builder).build();
    }

    private Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return fill(field.constructor().get(), depth - 1);
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            return new ArrayList<>(List.of(value(member, depth), value(member, depth)));
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put(text(), value(member, depth));
            map.put(text(), value(member, depth));
            return map;
        }
        Supplier<Object> scalar = scalars.get(type);
        if (scalar == null) {
            throw new IllegalStateException("no generator for " + type.getTargetClass());
        }
        return scalar.get();
    }

    private String text() {
        return "a" + random.nextInt(1000) + AWKWARD + random.nextInt(1000) + "z";
    }
}
