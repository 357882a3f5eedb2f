package dev.stacksets.samples.console;

import java.io.PrintWriter;

/**
 * Where a program writes.
 *
 * @param out results
 * @param err notes and errors
 * @param terminal whether someone watches, so that lines may be redrawn
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal) {

    /**
     * Writes a line of result.
     *
     * @param line the text
     */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Writes a line that is no result.
     *
     * @param line the text
     */
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /**
     * The same, with nothing redrawn.
     *
     * @return a screen for logs and pipes
     */
    public Screen plain() {
        return new Screen(out, err, false);
    }
}
