package dev.stacksets.samples.cli;

import dev.stacksets.OperationHandle;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.samples.console.Verdict;
import dev.stacksets.samples.console.Watch;
import java.util.List;

/**
 * Follows operations on a screen, from the token to the verdict.
 *
 * @param screen where to
 * @param session who answers
 */
record Show(Screen screen, Session session) {

    /** Watches to the end; the token comes first, so that it is there whatever happens then. */
    OperationResult toEnd(OperationHandle handle, List<String> regionOrder) throws InterruptedException {
        String token = handle.token().encode();
        screen.note("   token " + token);
        InterruptNotice notice = InterruptNotice.arm(() -> {
            screen.note("");
            screen.note(interruption(token));
        });
        OperationResult result;
        try {
            result = new Watch(screen).toEnd(handle);
        } finally {
            notice.disarm();
        }
        verdict(result, regionOrder);
        return result;
    }

    private void verdict(OperationResult result, List<String> regionOrder) {
        Verdict verdict = new Verdict(result);
        screen.say(verdict.headline());
        verdict.table(result.instances().orElseThrow(), regionOrder).forEach(screen::say);
        verdict.explanation().forEach(screen::say);
    }

    /** What a person reads who ends the watching with Ctrl-C. */
    String interruption(String token) {
        return session.simulated()
                ? "Interrupted. The simulator ends with this process, and operation " + token + " with it."
                : "Interrupted. The operation goes on in AWS. Watch it with 'stacksets resume " + token
                        + "', stop it with 'stacksets stop " + token + "'.";
    }
}
