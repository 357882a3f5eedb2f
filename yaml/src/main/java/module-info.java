/** Stack sets as CloudFormation templates in YAML or JSON, written and read. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.yaml {
    requires transitive dev.stacksets.core;
    requires transitive software.amazon.awssdk.services.cloudformation;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.stacksets.yaml;
}
