package dev.stacksets.organizations.select;

import java.util.List;
import java.util.stream.Stream;

/** What a condition says of an account, and why; open while it takes tags to know. */
record Judgement(Answer answer, List<String> because) {

    enum Answer {
        YES,
        NO,
        OPEN
    }

    static final Judgement OPEN = new Judgement(Answer.OPEN, List.of());

    static Judgement of(boolean holds, String because) {
        return new Judgement(holds ? Answer.YES : Answer.NO, List.of(Words.shown(because)));
    }

    /** Several together: one that decides them decides alone, else all of them do. */
    static Judgement of(boolean all, List<Judgement> parts) {
        Answer decisive = all ? Answer.NO : Answer.YES;
        if (parts.stream().anyMatch(part -> part.answer == decisive)) {
            return new Judgement(decisive, reasons(parts.stream().filter(part -> part.answer == decisive)));
        }
        return parts.stream().anyMatch(part -> part.answer == Answer.OPEN)
                ? OPEN
                : new Judgement(all ? Answer.YES : Answer.NO, reasons(parts.stream()));
    }

    private static List<String> reasons(Stream<Judgement> parts) {
        return parts.flatMap(part -> part.because.stream()).distinct().toList();
    }

    Judgement reversed() {
        return switch (answer) {
            case YES -> new Judgement(Answer.NO, because);
            case NO -> new Judgement(Answer.YES, because);
            case OPEN -> this;
        };
    }

    boolean isYes() {
        return answer == Answer.YES;
    }

    boolean isOpen() {
        return answer == Answer.OPEN;
    }
}
