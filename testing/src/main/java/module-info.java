/** A deterministic simulator of AWS CloudFormation StackSets that sits under the real AWS SDK for Java v2. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.testing {
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static testcontainers;
    requires static testcontainers.localstack;
    requires transitive dev.stacksets.core;
    requires transitive software.amazon.awssdk.services.cloudformation;
    requires transitive software.amazon.awssdk.http;
    requires transitive software.amazon.awssdk.regions;
    requires java.xml;
    requires jdk.httpserver;
    requires org.reactivestreams;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires static software.amazon.awssdk.services.account;
    requires static software.amazon.awssdk.services.iam;
    requires static software.amazon.awssdk.services.organizations;
    requires static software.amazon.awssdk.services.sts;
    requires software.amazon.awssdk.protocols.jsoncore;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.utils;

    exports dev.stacksets.testing;
    exports dev.stacksets.testing.deploy;
    exports dev.stacksets.testing.fault;
    exports dev.stacksets.testing.junit;
    exports dev.stacksets.testing.organization;
    exports dev.stacksets.testing.peer;
}
