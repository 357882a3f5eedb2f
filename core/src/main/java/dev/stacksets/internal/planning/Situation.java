package dev.stacksets.internal.planning;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Overlap;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every account and Region where the stack set is wanted or is: by whom it is wanted there, and what is there. */
public final class Situation {
    /** The group of an account and Region that no group names. */
    static final int NOBODY = -1;

    /** What an instance has that was created without overrides. */
    private static final String NONE = Overrides.mark(ParameterOverrides.none());

    /** What an instance has of whose overrides nothing is said. */
    private static final String UNSTATED = Overrides.mark(ParameterOverrides.unchanged());

    /** So many calls it is worth to find overrides that hide a change. */
    private static final int MOST_READ_FOR_HIDING = 250;

    private final List<ResolvedGroup> groups;
    private final Grid grid;
    private final int[] wanted;
    private final @Nullable StackInstance[] live;
    private final boolean prunes;
    private final List<String> marks;
    private final String markOfAll;
    private final String markOfAllBare;
    private final Set<String> changing;
    private int readForHiding;

    /** Puts what is wanted beside what is there, where no parameter of the stack set changes. */
    public Situation(DesiredStackSet desired, List<ResolvedGroup> groups, Collection<StackInstance> instances) {
        this(desired, groups, instances, Set.of());
    }

    /** Puts what is wanted beside what is there. Overrides of parameters that change matter: they hide the change. */
    public Situation(
            DesiredStackSet desired,
            List<ResolvedGroup> groups,
            Collection<StackInstance> instances,
            Set<String> changing) {
        this.changing = changing;
        this.groups = groups;
        this.prunes = desired.prune().isPresent();
        this.grid = grid(groups, instances);
        this.wanted = new int[grid.accounts() * grid.regions()];
        this.live = new StackInstance[wanted.length];
        this.marks = groups.stream()
                .map(group -> Overrides.mark(group.group().overrides()))
                .toList();
        this.markOfAll = markOfAll(desired.overlap(), marks);
        this.markOfAllBare = markOfAll(
                desired.overlap(),
                groups.stream()
                        .map(group -> isUnstated(group)
                                ? NONE
                                : Overrides.mark(group.group().overrides()))
                        .toList());
        Arrays.fill(wanted, NOBODY);
        for (int group = 0; group < groups.size(); group++) {
            want(group, desired.overlap());
        }
        see(instances);
    }

    /** Refuses groups that want different things of one instance. */
    public static void checkOverlap(DesiredStackSet desired, List<ResolvedGroup> groups) {
        new Situation(desired, groups, List.of());
    }

    private static Grid grid(List<ResolvedGroup> groups, Collection<StackInstance> instances) {
        Set<String> accounts = new HashSet<>();
        Set<String> regions = new HashSet<>();
        groups.forEach(group -> {
            accounts.addAll(group.units().keySet());
            regions.addAll(group.group().regions());
        });
        instances.forEach(instance -> {
            accounts.add(instance.id().account());
            regions.add(instance.id().region());
        });
        return new Grid(accounts, regions);
    }

    private void want(int group, Overlap overlap) {
        int[] columns = groups.get(group).group().regions().stream()
                .mapToInt(grid::column)
                .toArray();
        for (String account : groups.get(group).units().keySet()) {
            int row = grid.row(account);
            for (int column : columns) {
                int cell = cell(row, column);
                if (wanted[cell] == NOBODY || !marksAgree(wanted[cell], group, overlap, row, column)) {
                    wanted[cell] = group;
                }
            }
        }
    }

    /** Whether the group that was there first may stay. */
    private boolean marksAgree(int first, int second, Overlap overlap, int row, int column) {
        boolean agree = groups.get(first)
                .group()
                .overrides()
                .equals(groups.get(second).group().overrides());
        if (!agree && overlap == Overlap.REFUSED) {
            throw new InvalidInputException(
                    "groups",
                    "Groups '" + groups.get(first).group().name() + "' and '"
                            + groups.get(second).group().name() + "' want different overrides for "
                            + grid.account(row) + "/" + grid.region(column)
                            + ". Name it in one of them only, or let the last group win: overlap(LAST_WINS).");
        }
        return agree;
    }

    /** Takes in what is there, or what is known of it now. */
    public void see(Collection<StackInstance> instances) {
        for (StackInstance instance : instances) {
            live[
                    cell(
                            grid.row(instance.id().account()),
                            grid.column(instance.id().region()))] = instance;
        }
    }

    /**
     * The instances whose overrides matter and are not known: those with stated overrides, unless the last operation there
     * says in its id that it left them as they should be; and those that go, to know what goes with them. One stands for all
     * whose last operations say that they left the same overrides. Where a parameter changes, some of those too whose
     * overrides nobody states: an override of it hides the change.
     */
    public List<InstanceId> unread() {
        List<InstanceId> unread = new ArrayList<>();
        Set<String> stoodFor = new HashSet<>();
        for (int cell = 0; cell < live.length; cell++) {
            StackInstance instance = live[cell];
            if (instance != null
                    && isUnread(cell, instance)
                    && mark(instance)
                            .filter(OperationIds::isShared)
                            .map(stoodFor::add)
                            .orElse(true)
                    && isWorthIt(cell)) {
                unread.add(instance.id());
            }
        }
        return unread;
    }

    private boolean isWorthIt(int cell) {
        return wanted[cell] == NOBODY
                || !isUnstated(groups.get(wanted[cell]))
                || readForHiding++ < MOST_READ_FOR_HIDING;
    }

    private static boolean isUnstated(ResolvedGroup group) {
        return !(group.group().overrides() instanceof ParameterOverrides.Exactly);
    }

    /** Takes in what was read, also for those it stands for. */
    public void learn(Collection<StackInstance> described) {
        see(described);
        Map<String, Map<String, String>> shared = new HashMap<>();
        described.forEach(instance -> mark(instance)
                .filter(OperationIds::isShared)
                .ifPresent(mark -> instance.overrides().ifPresent(overrides -> shared.put(mark, overrides))));
        for (int cell = 0; cell < live.length; cell++) {
            StackInstance instance = live[cell];
            if (instance != null && isUnread(cell, instance)) {
                Map<String, String> overrides = mark(instance).map(shared::get).orElse(null);
                live[cell] = overrides == null ? instance : with(overrides, instance);
            }
        }
    }

    private static StackInstance with(Map<String, String> overrides, StackInstance instance) {
        return new StackInstance(
                instance.id(),
                instance.status(),
                instance.detailedStatus(),
                instance.rawDetailedStatus(),
                instance.reason(),
                instance.stackId(),
                instance.organizationalUnit(),
                instance.driftStatus(),
                instance.driftCheckedAt(),
                instance.lastOperationId(),
                Optional.of(overrides));
    }

    private boolean isUnread(int cell, StackInstance instance) {
        return instance.overrides().isEmpty() && matter(cell, instance);
    }

    private boolean matter(int cell, StackInstance instance) {
        if (wanted[cell] == NOBODY) {
            return prunes;
        }
        if (instance.stackId().isEmpty() || instance.status() == InstanceStatus.INOPERABLE) {
            return false;
        }
        return isUnstated(groups.get(wanted[cell]))
                ? !changing.isEmpty() && !isBare(instance)
                : !areKnownToBeRight(cell, instance);
    }

    private boolean areKnownToBeRight(int cell, StackInstance instance) {
        return mark(instance)
                .filter(List.of(marks.get(wanted[cell]), markOfAll, markOfAllBare)::contains)
                .isPresent();
    }

    /** Whether its last operation says that it has no overrides. */
    private boolean isBare(StackInstance instance) {
        return mark(instance)
                .filter(mark -> mark.equals(NONE) || mark.equals(markOfAllBare))
                .isPresent();
    }

    /** What its last operation says of its overrides; nothing unless it succeeded there. */
    private static Optional<String> mark(StackInstance instance) {
        return instance.lastOperationId()
                .filter(id -> instance.status() == InstanceStatus.CURRENT
                        && instance.detailedStatus() == DetailedStatus.SUCCEEDED)
                .flatMap(OperationIds::mark);
    }

    private String markOfAll(Overlap overlap, List<String> marks) {
        StringBuilder text = new StringBuilder(overlap.name());
        for (int group = 0; group < groups.size(); group++) {
            text.append('\n')
                    .append(marks.get(group))
                    .append(new TreeSet<>(groups.get(group).group().regions()))
                    .append(new TreeMap<>(groups.get(group).units()).keySet());
        }
        return OperationIds.mark(text.toString(), true);
    }

    boolean hasInstances() {
        return Arrays.stream(live).anyMatch(Objects::nonNull);
    }

    private int cell(int row, int column) {
        return row * grid.regions() + column;
    }

    Grid grid() {
        return grid;
    }

    List<ResolvedGroup> groups() {
        return groups;
    }

    /** The number of the group that wants the stack set there, or {@link #NOBODY}. */
    int group(int row, int column) {
        return wanted[cell(row, column)];
    }

    @Nullable
    StackInstance live(int row, int column) {
        return live[cell(row, column)];
    }

    /** The units by which an account is wanted there, that of the group that decides first; none where units do not matter. */
    List<String> units(int row, int column) {
        String account = grid.account(row);
        Set<String> units = new LinkedHashSet<>();
        int decides = group(row, column);
        if (decides != NOBODY) {
            units.add(groups.get(decides).units().getOrDefault(account, ""));
            groups.stream()
                    .filter(group -> group.group().regions().contains(grid.region(column)))
                    .forEach(group -> units.add(group.units().getOrDefault(account, "")));
        }
        units.remove("");
        return List.copyOf(units);
    }

    /** How many instances nobody looked at, though an override there may hide a change. */
    int notLookedAt() {
        int count = 0;
        for (int cell = 0; cell < live.length; cell++) {
            StackInstance instance = live[cell];
            if (instance != null && wanted[cell] != NOBODY && isUnstated(groups.get(wanted[cell]))) {
                count += isUnread(cell, instance) ? 1 : 0;
            }
        }
        return count;
    }

    /** What names the overrides that an instance has once it has what its group wants; there must be a group. */
    String mark(int row, int column) {
        int cell = cell(row, column);
        StackInstance instance = live[cell];
        if (!isUnstated(groups.get(wanted[cell]))) {
            return marks.get(wanted[cell]);
        }
        boolean bare =
                instance == null || instance.overrides().map(Map::isEmpty).orElseGet(() -> isBare(instance));
        return bare ? NONE : marks.get(wanted[cell]);
    }

    /** What names the overrides that are wanted everywhere, where these are the marks of some. */
    String markOfAll(Set<String> some) {
        return some.contains(UNSTATED) ? markOfAll : markOfAllBare;
    }
}
