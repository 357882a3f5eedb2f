package dev.stacksets.samples.cli;

/** Says something if the process is ended from outside while it is armed. */
final class InterruptNotice {
    private final Thread hook;

    private InterruptNotice(Thread hook) {
        this.hook = hook;
    }

    static InterruptNotice arm(Runnable notice) {
        Thread hook = new Thread(notice, "interrupt-notice");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptNotice(hook);
    }

    void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The notice is being said.
        }
    }
}
