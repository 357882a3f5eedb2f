package dev.stacksets.internal.client;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of instances in columns: about 70 bytes an instance instead of the 700 of the SDK's (measured by the
 * scorecard, goal 12). Immutable; an instance is made when it is asked for.
 */
final class InstancePage {
    private final long[] accounts;
    private final String[] regions;
    private final InstanceStatus[] statuses;
    private final DetailedStatus[] detailed;
    private final String[] rawDetailed;
    private final DriftStatus[] drifts;
    private final Texts reasons;
    private final Texts units;
    private final Texts operations;
    private final Texts stackIds;
    private final long[] uuids;
    private final short[] uuidsFrom;
    private final Instant @Nullable [] driftChecks;

    /**
     * Packs instances as lists have them, that is without overrides.
     *
     * @param shared gives the one copy of equal texts
     */
    InstancePage(List<StackInstance> rows, UnaryOperator<String> shared) {
        accounts = rows.stream()
                .mapToLong(row -> Long.parseLong(row.id().account()))
                .toArray();
        regions = rows.stream().map(row -> shared.apply(row.id().region())).toArray(String[]::new);
        statuses = rows.stream().map(StackInstance::status).toArray(InstanceStatus[]::new);
        detailed = rows.stream().map(StackInstance::detailedStatus).toArray(DetailedStatus[]::new);
        rawDetailed =
                rows.stream().map(row -> shared.apply(row.rawDetailedStatus())).toArray(String[]::new);
        drifts = rows.stream().map(StackInstance::driftStatus).toArray(DriftStatus[]::new);
        reasons = Texts.of(rows, StackInstance::reason, shared);
        units = Texts.of(rows, StackInstance::organizationalUnit, shared);
        operations = Texts.of(rows, StackInstance::lastOperationId, shared);
        List<Optional<PackedId>> packed =
                rows.stream().map(InstancePage::packed).toList();
        stackIds = Texts.of(packed, id -> id.map(PackedId::pattern), shared);
        uuids = packed.stream()
                .flatMapToLong(id -> id.map(PackedId::uuids).map(LongStream::of).orElse(LongStream.empty()))
                .toArray();
        uuidsFrom = offsets(packed);
        driftChecks = rows.stream().allMatch(row -> row.driftCheckedAt().isEmpty())
                ? null
                : rows.stream().map(row -> row.driftCheckedAt().orElse(null)).toArray(Instant[]::new);
    }

    private static Optional<PackedId> packed(StackInstance row) {
        return row.stackId()
                .map(id -> PackedId.of(id, row.id().account(), row.id().region()));
    }

    private static short[] offsets(List<Optional<PackedId>> packed) {
        short[] from = new short[packed.size() + 1];
        for (int row = 0; row < packed.size(); row++) {
            from[row + 1] = (short)
                    (from[row] + packed.get(row).map(id -> id.uuids().length).orElse(0));
        }
        return from;
    }

    int size() {
        return accounts.length;
    }

    StackInstance row(int row) {
        InstanceId id = new InstanceId(account(accounts[row]), regions[row]);
        return new StackInstance(
                id,
                statuses[row],
                detailed[row],
                rawDetailed[row],
                reasons.at(row),
                stackIds.at(row).map(pattern -> new PackedId(pattern, uuids(row)).text(id.account(), id.region())),
                units.at(row),
                drifts[row],
                driftChecks == null ? Optional.empty() : Optional.ofNullable(driftChecks[row]),
                operations.at(row),
                Optional.empty());
    }

    private long[] uuids(int row) {
        return Arrays.copyOfRange(uuids, uuidsFrom[row], uuidsFrom[row + 1]);
    }

    private static String account(long number) {
        String digits = Long.toString(number);
        return "0".repeat(12 - digits.length()) + digits;
    }

    /** A column of texts that may be missing; none for a column that is empty from top to bottom. */
    private static final class Texts {
        private final @Nullable String @Nullable [] rows;

        private Texts(@Nullable String @Nullable [] rows) {
            this.rows = rows;
        }

        static <R> Texts of(List<R> rows, Function<R, Optional<String>> text, UnaryOperator<String> shared) {
            @Nullable
            String[] column = rows.stream()
                    .map(row -> text.apply(row).map(shared).orElse(null))
                    .toArray(String[]::new);
            return new Texts(Arrays.stream(column).allMatch(Objects::isNull) ? null : column);
        }

        Optional<String> at(int row) {
            return rows == null ? Optional.empty() : Optional.ofNullable(rows[row]);
        }
    }
}
