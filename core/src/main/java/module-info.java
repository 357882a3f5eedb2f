/** Runs AWS CloudFormation StackSets: definitions, targets, operations and their handles. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.core {
    requires transitive software.amazon.awssdk.services.cloudformation;
    requires transitive software.amazon.awssdk.regions;
    requires transitive software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.core;
    requires transitive software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires io.github.resilience4j.core;
    requires transitive io.github.resilience4j.retry;
    requires transitive io.github.resilience4j.ratelimiter;
    requires transitive io.github.resilience4j.circuitbreaker;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires static org.immutables.value.annotations;
    requires static org.jspecify;

    exports dev.stacksets;
    exports dev.stacksets.definition;
    exports dev.stacksets.drift;
    exports dev.stacksets.error;
    exports dev.stacksets.guard;
    exports dev.stacksets.operation;
    exports dev.stacksets.plan;
    exports dev.stacksets.resilience;
    exports dev.stacksets.spi;
    exports dev.stacksets.target;
    exports dev.stacksets.text;

    uses dev.stacksets.spi.TemplateReader;
}
