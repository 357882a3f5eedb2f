package dev.stacksets.benchmarks.measuring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process spoken to line by line, ended when closed; one that reads its input ends with this process too. */
public final class LineProcess implements AutoCloseable {

    private final String program;
    private final Process process;
    private final PrintWriter input;
    private final BufferedReader output;

    private LineProcess(String program, Process process) {
        this.program = program;
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts one; what it writes to standard error is shown.
     *
     * @param command program and arguments
     * @return running
     * @throws IOException when there is no such program
     */
    public static LineProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new LineProcess(command.get(0), builder.start());
    }

    /**
     * Writes a line to it and reads one.
     *
     * @param question without line feed
     * @return its answer
     * @throws IOException when it has ended
     */
    public String ask(String question) throws IOException {
        input.println(question);
        return line();
    }

    /**
     * Reads a line.
     *
     * @return without line feed
     * @throws IOException when it has ended
     */
    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended: " + program);
        }
        return line;
    }

    @Override
    public void close() {
        input.close();
        process.destroy();
        process.onExit().join();
    }
}
