package dev.stacksets.samples.console;

import dev.stacksets.text.Printable;
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
     * Writes a line of result, or some.
     *
     * @param line the text, shown as {@link Printable#lines(String)} does
     */
    public void say(String line) {
        out.println(Printable.lines(line));
        out.flush();
    }

    /**
     * Writes a document for others to read, as it is unless someone watches.
     *
     * @param text the document
     */
    public void document(String text) {
        out.println(terminal ? Printable.lines(text) : text);
        out.flush();
    }

    /**
     * Writes a line that is no result, or some.
     *
     * @param line the text, shown as {@link Printable#lines(String)} does
     */
    public void note(String line) {
        err.println(Printable.lines(line));
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
