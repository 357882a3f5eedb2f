package dev.stacksets.plan;

import java.time.Duration;

/**
 * What applying a plan takes, if nothing fails and nothing is in the way.
 *
 * @param duration of the operations, one after another
 * @param calls to CloudFormation, under the default poll policy while it knows of no earlier operations; fewer once it does
 */
public record PlanEstimate(Duration duration, long calls) {}
