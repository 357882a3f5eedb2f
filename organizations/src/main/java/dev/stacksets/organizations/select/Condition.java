package dev.stacksets.organizations.select;

import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an account must be or have. Each says itself in the words that {@link SelectorParser} reads. */
sealed interface Condition {

    /** An account and where it stands; its tags, unless they were not read. */
    record Subject(Account account, OrganizationTree tree, Optional<Map<String, String>> tags) {}

    Judgement judge(Subject subject);

    /** The conditions it is made of, down to those that are made of none: itself, if it is one. */
    default Stream<Condition> leaves() {
        return Stream.of(this);
    }

    /** A condition that is words, with a "not" before them where it does not hold. */
    sealed interface Plain extends Condition {
        boolean holds(Subject subject);

        @Override
        default Judgement judge(Subject subject) {
            boolean holds = holds(subject);
            return Judgement.of(holds, holds ? toString() : "not " + this);
        }
    }

    record Everything() implements Plain {
        @Override
        public boolean holds(Subject subject) {
            return true;
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    record Management() implements Plain {
        @Override
        public boolean holds(Subject subject) {
            return subject.tree().isManagement(subject.account().id());
        }

        @Override
        public String toString() {
            return "management";
        }
    }

    record InState(SortedSet<AccountState> states) implements Plain {
        /** Those that cannot be deployed to. */
        static InState suspended() {
            return new InState(Arrays.stream(AccountState.values())
                    .filter(state -> !state.isUsable())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }

        @Override
        public boolean holds(Subject subject) {
            return states.contains(subject.account().state());
        }

        @Override
        public String toString() {
            return equals(suspended())
                    ? "suspended"
                    : "state " + states.stream().map(AccountState::name).collect(Collectors.joining(","));
        }
    }

    record Named(String glob) implements Plain {
        @Override
        public boolean holds(Subject subject) {
            return Glob.matches(glob, subject.account().name());
        }

        @Override
        public String toString() {
            return "named " + Words.quoted(glob);
        }
    }

    record Listed(SortedSet<String> accounts) implements Plain {
        @Override
        public boolean holds(Subject subject) {
            return accounts.contains(subject.account().id());
        }

        @Override
        public String toString() {
            return "account " + String.join(",", accounts);
        }
    }

    /** An account that AWS gives no time of joining for is neither before nor after. */
    record Joined(boolean before, Instant moment) implements Plain {
        @Override
        public boolean holds(Subject subject) {
            return subject.account()
                    .joined()
                    .filter(joined -> before ? joined.isBefore(moment) : !joined.isBefore(moment))
                    .isPresent();
        }

        @Override
        public String toString() {
            return "joined " + (before ? "before " : "after ") + moment;
        }
    }

    /** A unit that does not exist is an error of the selector, found before anything is judged. */
    record InUnit(String unit, boolean directly) implements Plain {
        @Override
        public boolean holds(Subject subject) {
            OrganizationalUnit home = subject.account().unit();
            String wanted = subject.tree().requireUnit(unit).id();
            return directly
                    ? home.id().equals(wanted)
                    : subject.tree().lineage(home.id()).stream()
                            .anyMatch(above -> above.id().equals(wanted));
        }

        @Override
        public String toString() {
            return (directly ? "directly in " : "in ") + Words.quoted(unit);
        }
    }

    record Tagged(String key, Optional<String> value) implements Condition {
        @Override
        public Judgement judge(Subject subject) {
            return subject.tags()
                    .map(tags -> tags.containsKey(key)
                            && value.filter(wanted -> !wanted.equals(tags.get(key)))
                                    .isEmpty())
                    .map(holds -> Judgement.of(holds, holds ? toString() : "not " + this))
                    .orElse(Judgement.OPEN);
        }

        @Override
        public String toString() {
            return "tagged " + Words.quoted(key)
                    + value.map(wanted -> "=" + Words.quoted(wanted)).orElse("");
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public Judgement judge(Subject subject) {
            return condition.judge(subject).reversed();
        }

        @Override
        public Stream<Condition> leaves() {
            return condition.leaves();
        }

        @Override
        public String toString() {
            return "not " + inBrackets(condition);
        }
    }

    /**
     * Several conditions.
     *
     * @param all whether all of them are wanted, or any
     */
    record Several(boolean all, List<Condition> parts) implements Condition {

        /** Some joined, at least one; what is joined in the same way already becomes parts of the whole. */
        static Condition of(boolean all, List<Condition> conditions) {
            if (conditions.size() == 1) {
                return conditions.get(0);
            }
            return new Several(
                    all,
                    conditions.stream()
                            .flatMap(part -> part instanceof Several several && several.all == all
                                    ? several.parts.stream()
                                    : Stream.of(part))
                            .toList());
        }

        @Override
        public Judgement judge(Subject subject) {
            return Judgement.of(
                    all, parts.stream().map(part -> part.judge(subject)).toList());
        }

        @Override
        public Stream<Condition> leaves() {
            return parts.stream().flatMap(Condition::leaves);
        }

        @Override
        public String toString() {
            return parts.stream().map(Condition::inBrackets).collect(Collectors.joining(all ? " and " : " or "));
        }
    }

    private static String inBrackets(Condition condition) {
        return condition instanceof Several ? "(" + condition + ")" : condition.toString();
    }
}
