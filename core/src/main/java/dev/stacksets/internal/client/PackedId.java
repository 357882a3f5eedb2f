package dev.stacksets.internal.client;

import java.util.PrimitiveIterator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A stack's id in little space. Those of one stack set differ in account, Region and UUIDs: these are cut out, and the
 * pattern that is left is the same for thousands.
 */
final class PackedId {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern UUID_MARK = Pattern.compile("\u0001");
    private static final String ACCOUNT_MARK = "\u0002";
    private static final String REGION_MARK = "\u0003";
    private static final String AS_IT_IS = "\u0004";

    private final String pattern;
    private final long[] uuids;

    /** What was packed before. */
    PackedId(String pattern, long[] uuids) {
        this.pattern = pattern;
        this.uuids = uuids;
    }

    static PackedId of(String text, String account, String region) {
        PackedId packed = cut(text, account, region);
        return packed.text(account, region).equals(text) ? packed : new PackedId(AS_IT_IS + text, new long[0]);
    }

    /** The text, with a mark where something was cut out. */
    String pattern() {
        return pattern;
    }

    /** The UUIDs, two numbers each. */
    long[] uuids() {
        return uuids;
    }

    private static PackedId cut(String text, String account, String region) {
        long[] uuids = UUID_TEXT
                .matcher(text)
                .results()
                .map(match -> UUID.fromString(match.group()))
                .flatMapToLong(uuid -> LongStream.of(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()))
                .toArray();
        String pattern = UUID_TEXT
                .matcher(text)
                .replaceAll(UUID_MARK.pattern())
                .replace(account, ACCOUNT_MARK)
                .replace(region, REGION_MARK);
        return new PackedId(pattern, uuids);
    }

    String text(String account, String region) {
        if (pattern.startsWith(AS_IT_IS)) {
            return pattern.substring(AS_IT_IS.length());
        }
        PrimitiveIterator.OfLong next = LongStream.of(uuids).iterator();
        return UUID_MARK
                .matcher(pattern)
                .replaceAll(mark -> next.hasNext() ? new UUID(next.nextLong(), next.nextLong()).toString() : "")
                .replace(ACCOUNT_MARK, account)
                .replace(REGION_MARK, region);
    }
}
