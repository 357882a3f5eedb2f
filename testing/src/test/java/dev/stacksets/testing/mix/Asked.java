package dev.stacksets.testing.mix;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * One accepted request, as far as the model must know it.
 *
 * @param kind what it does
 * @param targets the pairs it works on, asked when it begins
 * @param exact whether those are known exactly; else they are learned as work on them is seen
 * @param preferences its pace
 * @param change to the definition, {@code same} when there is none
 * @param overriding what it does to the overrides of its targets
 * @param retains whether it touches no stack
 * @param imported what an import takes in
 */
record Asked(
        Kind kind,
        Function<SetModel, Set<String>> targets,
        boolean exact,
        StackSetOperationPreferences preferences,
        UnaryOperator<Defined> change,
        UnaryOperator<Map<String, String>> overriding,
        boolean retains,
        Defined imported) {

    enum Kind {
        CREATE,
        UPDATE,
        UPDATE_SET,
        DELETE,
        DRIFT,
        IMPORT,
        AUTOMATIC_CREATE,
        AUTOMATIC_DELETE;

        boolean deploys() {
            return this == CREATE || this == UPDATE || this == UPDATE_SET || this == AUTOMATIC_CREATE;
        }

        boolean deletes() {
            return this == DELETE || this == AUTOMATIC_DELETE;
        }

        boolean isAutomatic() {
            return this == AUTOMATIC_CREATE || this == AUTOMATIC_DELETE;
        }

        /** Whether a queue treats it as touching everything. */
        boolean isWhole() {
            return this == UPDATE_SET || this == DRIFT;
        }
    }

    /** What a set deploys, or a stack is: which template, and the value of its parameter. */
    record Defined(String template, String env) {

        static final Defined NOTHING = new Defined("", "");
    }

    static Asked of(Kind kind, StackSetOperationPreferences preferences, Function<SetModel, Set<String>> targets) {
        return new Asked(kind, targets, true, preferences, same(), UnaryOperator.identity(), false, Defined.NOTHING);
    }

    static Asked automatic(Kind kind, boolean retains) {
        return new Asked(
                kind,
                set -> Set.of(),
                false,
                StackSetOperationPreferences.builder().build(),
                same(),
                UnaryOperator.identity(),
                retains,
                Defined.NOTHING);
    }

    /** Recognised by identity: a request without template and parameters leaves other instances as they are. */
    private static final UnaryOperator<Defined> SAME = UnaryOperator.identity();

    static UnaryOperator<Defined> same() {
        return SAME;
    }

    boolean changesDefinition() {
        return change != SAME;
    }

    Asked learningTargets() {
        return new Asked(kind, targets, false, preferences, change, overriding, retains, imported);
    }

    Asked changing(UnaryOperator<Defined> definition) {
        return new Asked(kind, targets, exact, preferences, definition, overriding, retains, imported);
    }

    Asked overriding(UnaryOperator<Map<String, String>> overrides) {
        return new Asked(kind, targets, exact, preferences, change, overrides, retains, imported);
    }

    Asked retaining(boolean stacksStay) {
        return new Asked(kind, targets, exact, preferences, change, overriding, stacksStay, imported);
    }

    Asked importing(Defined stack) {
        return new Asked(kind, targets, exact, preferences, change, overriding, retains, stack);
    }
}
