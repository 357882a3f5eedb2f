/** Accounts and organizational units, by the names people have for them; what a deployment needs, checked before it starts. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.organizations {
    requires transitive dev.stacksets.core;
    requires transitive software.amazon.awssdk.services.organizations;
    requires transitive software.amazon.awssdk.services.account;
    requires static transitive software.amazon.awssdk.services.sts;
    requires static transitive software.amazon.awssdk.services.iam;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.stacksets.organizations;
    exports dev.stacksets.organizations.onboarding;
    exports dev.stacksets.organizations.preflight;
    exports dev.stacksets.organizations.roles;
    exports dev.stacksets.organizations.select;
    exports dev.stacksets.organizations.tree;
}
