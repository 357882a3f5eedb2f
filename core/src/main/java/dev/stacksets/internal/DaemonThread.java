package dev.stacksets.internal;

import java.util.concurrent.ThreadFactory;

/** Threads that never keep a program alive. */
public final class DaemonThread {
    private DaemonThread() {}

    /** Makes daemon threads of this name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
