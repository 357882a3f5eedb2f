package dev.stacksets.samples.cli;

import dev.stacksets.StackSets;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.spi.TemplateStore;
import java.util.List;
import java.util.Optional;

/**
 * A connection, to AWS or to the simulator, for one command.
 *
 * @param stackSets what the command works with
 * @param simulated whether it is the simulator
 * @param templateStore where large templates go, if anywhere
 * @param closing what else ends with the command
 */
record Session(StackSets stackSets, boolean simulated, Optional<TemplateStore> templateStore, List<Runnable> closing)
        implements AutoCloseable {

    /** For commands that look for what an earlier command made. */
    void noteIfEmpty(Screen screen) {
        if (simulated) {
            screen.note("Note: the simulator starts empty with every command.");
        }
    }

    @Override
    public void close() {
        stackSets.close();
        closing.forEach(Runnable::run);
    }
}
