package dev.stacksets.internal.document;

import dev.stacksets.plan.Plan;

/** A plan as a web page. */
public final class PlanHtml {
    private PlanHtml() {}

    /** Renders a plan. */
    public static String of(Plan plan) {
        return "";
    }
}
