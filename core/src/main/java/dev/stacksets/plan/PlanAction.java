package dev.stacksets.plan;

/** What a step of a plan does. Steps come in the order of these constants. */
public enum PlanAction {
    /** Creates the stack set, deploying nothing. API action {@code CreateStackSet}. */
    CREATE_STACK_SET("create the stack set"),
    /** Removes instances that no group names. API action {@code DeleteStackInstances}. */
    REMOVE("remove"),
    /**
     * Makes organizational units no longer targets of automatic deployment that hold no instance; touches no instance. API
     * action {@code DeleteStackInstances}, which keeps stacks.
     */
    DROP_TARGETS("drop units as targets"),
    /** Changes the definition and brings it to these instances. API action {@code UpdateStackSet}. */
    CHANGE_DEFINITION("change the definition"),
    /** Brings the new definition to further instances. API action {@code UpdateStackInstances}. */
    ROLL_OUT("bring the definition"),
    /** Creates instances, or tries again those that have no stack yet. API action {@code CreateStackInstances}. */
    CREATE("create"),
    /**
     * Makes organizational units targets of automatic deployment, so that accounts that join them later get the stack;
     * touches no instance. API action {@code CreateStackInstances}.
     */
    ADD_TARGETS("make units targets"),
    /** Changes parameter overrides. API action {@code UpdateStackInstances}. */
    OVERRIDE("change overrides"),
    /** Brings the definition to instances that lag behind it. API action {@code UpdateStackInstances}. */
    REPAIR("repair"),
    /** Turns managed execution on or off, which AWS takes only by itself. API action {@code UpdateStackSet}. */
    SWITCH_MANAGED_EXECUTION("switch managed execution");

    private final String words;

    PlanAction(String words) {
        this.words = words;
    }

    /**
     * The action in words.
     *
     * @return for example {@code change overrides}
     */
    public String words() {
        return words;
    }
}
