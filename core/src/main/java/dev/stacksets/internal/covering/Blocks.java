package dev.stacksets.internal.covering;

import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import java.util.Collection;
import java.util.List;

/**
 * Blocks that hold certain instances, each once and nothing beside them.
 *
 * @param blocks few of them
 * @param bound there is no way with fewer
 */
public record Blocks(List<InstanceBlock> blocks, int bound) {

    /** The instances in few blocks; of equally few the ones that take the least time under these preferences. */
    public static List<InstanceBlock> of(Collection<InstanceId> instances, OperationPreferences preferences) {
        Grid grid = new Grid(
                instances.stream().map(InstanceId::account).toList(),
                instances.stream().map(InstanceId::region).toList());
        Grid.Marks marks = grid.marks();
        instances.forEach(instance -> marks.add(grid.row(instance.account()), grid.column(instance.region())));
        return marks.covered(new Pace(preferences)).blocks();
    }
}
