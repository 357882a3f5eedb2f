package dev.stacksets.samples.cli;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C and SIGTERM as an orderly end: the closing work is done and the exit code is 0. */
final class ProcessEnd {

    private ProcessEnd() {}

    /** Returns only when interrupted; otherwise the process ends here. */
    static void await(Runnable closing) {
        Thread hook = new Thread(() -> end(closing), "orderly-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
            closing.run();
        }
    }

    /** Left to itself the JVM would end with 128 and the signal's number. */
    private static void end(Runnable closing) {
        closing.run();
        Runtime.getRuntime().halt(ExitCodes.SUCCEEDED);
    }
}
