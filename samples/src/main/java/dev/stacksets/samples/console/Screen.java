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
     * Writes a line of result.
     *
     * @param line the text, shown as {@link Printable#line(String)} does
     */
    public void say(String line) {
        out.println(Printable.line(line));
        out.flush();
    }

    /**
     * Writes a rendering.
     *
     * @param lines the text, shown as {@link Printable#lines(String)} does
     */
    public void show(String lines) {
        out.println(Printable.lines(lines));
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
     * Writes a line that is no result.
     *
     * @param line the text, shown as {@link Printable#line(String)} does
     */
    public void note(String line) {
        err.println(Printable.line(line));
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
