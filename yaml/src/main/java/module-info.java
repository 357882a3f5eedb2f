/** Stack sets in YAML or JSON: as CloudFormation templates, and as what should be true of them. */
@org.jspecify.annotations.NullMarked
module dev.stacksets.yaml {
    requires transitive dev.stacksets.core;
    requires transitive software.amazon.awssdk.services.cloudformation;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.stacksets.yaml;

    provides dev.stacksets.spi.TemplateReader with
            dev.stacksets.yaml.internal.YamlTemplates;
}
