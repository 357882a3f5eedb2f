package dev.stacksets.samples.quickstart;

import dev.stacksets.samples.console.Screen;
import java.util.ArrayList;
import java.util.List;

/** The guide's voice: numbered steps, each with what it is for, the call, and what came of it. */
final class Tour {
    private static final int WIDTH = 110;
    private static final String INDENT = "   ";

    private final Screen screen;
    private int steps;

    Tour(Screen screen) {
        this.screen = screen;
    }

    Screen screen() {
        return screen;
    }

    void welcome(String title, String text) {
        screen.say(title);
        wrapped(text, WIDTH).forEach(screen::say);
    }

    void step(String title) {
        screen.say("");
        screen.say(++steps + ". " + title);
    }

    void say(String text) {
        wrapped(text, WIDTH - INDENT.length()).forEach(line -> screen.say(INDENT + line));
    }

    void call(String code) {
        code.lines().forEach(line -> screen.say("   > " + line));
    }

    void result(String text) {
        List<String> lines = wrapped(text, WIDTH - 5);
        screen.say("   = " + lines.get(0));
        lines.stream().skip(1).forEach(line -> screen.say("     " + line));
    }

    void lines(List<String> lines) {
        lines.forEach(screen::say);
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
