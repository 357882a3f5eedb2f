package dev.stacksets.testing.internal.transport;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills any SDK shape with seeded values, nested to depth 4, with text that needs escaping: either every member, lists
 * and maps of two, or some of the members, with lists and maps that may be empty.
 */
final class RandomShapes {

    private static final int DEPTH = 4;
    private static final String AWKWARD = " <&>\"' é€𝄞 %+=&;\t\n\r]]> ";

    private final long seed;
    private final Random random;
    private final boolean sparse;
    private final Map<MarshallingType<?>, Supplier<Object>> scalars;

    private RandomShapes(long seed, boolean sparse) {
        this.seed = seed;
        this.random = new Random(seed);
        this.sparse = sparse;
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

    static RandomShapes full(long seed) {
        return new RandomShapes(seed, false);
    }

    static RandomShapes sparse(long seed) {
        return new RandomShapes(seed, true);
    }

    /** Three that fill everything, and ten that leave out. */
    static List<RandomShapes> several() {
        return Stream.concat(
                        LongStream.rangeClosed(1, 3).mapToObj(RandomShapes::full),
                        LongStream.rangeClosed(1, 10).mapToObj(RandomShapes::sparse))
                .toList();
    }

    @Override
    public String toString() {
        return (sparse ? "sparse" : "full") + " with seed " + seed;
    }

    SdkPojo fill(SdkPojo builder) {
        return (SdkPojo) fill(builder, DEPTH);
    }

    private Object fill(SdkPojo builder, int depth) {
        List<SdkField<?>> possible = builder.sdkFields().stream()
                .filter(field -> depth > 0 || scalars.containsKey(field.marshallingType()))
                .toList();
        List<SdkField<?>> chosen = sparse && random.nextInt(4) > 0
                ? possible.stream().filter(this::isChosen).toList()
                : possible;
        // A form cannot carry a structure without members.
        (chosen.isEmpty() && depth < DEPTH ? possible : chosen)
                .forEach(field -> field.set(builder, value(field, depth)));
        return ((Buildable) builder).build();
    }

    /** What the SDK fills by itself when it is missing is always there. */
    private boolean isChosen(SdkField<?> field) {
        return random.nextBoolean()
                || field.getOptionalTrait(DefaultValueTrait.class).isPresent();
    }

    private Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return fill(field.constructor().get(), depth - 1);
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
            return Stream.generate(() -> value(member, depth)).limit(size()).toList();
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            // Nor can it carry an empty map.
            Stream.generate(this::text).limit(1L + size()).forEach(key -> map.put(key, value(member, depth)));
            return map;
        }
        Supplier<Object> scalar = scalars.get(type);
        if (scalar == null) {
            throw new IllegalStateException("no generator for " + type.getTargetClass());
        }
        return scalar.get();
    }

    private int size() {
        return sparse ? random.nextInt(3) : 2;
    }

    private String text() {
        return "a" + random.nextInt(1000) + AWKWARD + random.nextInt(1000) + "z";
    }
}
