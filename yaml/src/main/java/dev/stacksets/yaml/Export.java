package dev.stacksets.yaml;

import dev.stacksets.StackSet;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.target.StackInstance;
import dev.stacksets.yaml.ExportOptions.Instances;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Reads a stack set from AWS, as far as wanted. */
final class Export {
    /** What stands for a value AWS does not give away. It is never written. */
    private static final Secret UNKNOWN = Secret.of("");

    /** Instances described at once: enough to hide the latency of a call, and far from the rate AWS throttles at. */
    private static final int AT_ONCE = 10;

    private final StackSet stackSet;
    private final ExportOptions options;

    Export(StackSet stackSet, ExportOptions options) {
        this.stackSet = stackSet;
        this.options = options;
    }

    CompletableFuture<StackSetTemplate> run() {
        return stackSet.describe()
                .thenCompose(description -> stackSet.summarizeTemplate()
                        .thenCompose(summary -> definition(description, summary)
                                .thenCombine(
                                        deployments(description, summary),
                                        (definition, deployments) ->
                                                StackSetTemplate.written(definition, deployments, options.callAs()))));
    }

    private CompletableFuture<StackSetDefinition> definition(StackSetDescription found, TemplateSummary summary) {
        boolean selfManaged = found.permissionModel() == PermissionModel.SELF_MANAGED;
        return template(found).thenApply(template -> {
            StackSetDefinition.Builder definition = StackSetDefinition.builder()
                    .name(found.name())
                    .template(template)
                    .permissionModel(found.permissionModel())
                    .putAllParameters(values(found.parameters(), summary))
                    .capabilities(found.capabilities().stream()
                            .map(Capability::fromValue)
                            .filter(known -> known != Capability.UNKNOWN_TO_SDK_VERSION)
                            .toList())
                    .putAllTags(found.tags())
                    .managedExecution(found.managedExecution());
            found.description().ifPresent(definition::description);
            found.autoDeployment().filter(any -> !selfManaged).ifPresent(definition::autoDeployment);
            found.administrationRoleArn().filter(any -> selfManaged).ifPresent(definition::administrationRoleArn);
            found.executionRoleName().filter(any -> selfManaged).ifPresent(definition::executionRoleName);
            return definition.build();
        });
    }

    private CompletableFuture<TemplateSource> template(StackSetDescription found) {
        TemplateSource.Inline text = new TemplateSource.Inline(
                found.templateBody()
                        .orElseThrow(() -> new InvalidInputException(
                                "template",
                                "AWS gave no template of stack set '" + found.name() + "'; is the endpoint right?")),
                "template of stack set " + found.name());
        return options.templateStore()
                .filter(store -> !text.fitsIntoRequest())
                .map(store -> store.put(text).thenApply(TemplateSource.class::cast))
                .orElseGet(() -> CompletableFuture.completedFuture(text));
    }

    /** In the order of the template. AWS masks a NoEcho value; sending the mask back would store it. */
    private static Map<String, ParameterValue> values(Map<String, String> shown, TemplateSummary summary) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        for (TemplateParameter parameter : summary.parameters().values()) {
            String value = shown.get(parameter.key());
            if (value != null) {
                values.put(parameter.key(), parameter.noEcho() ? UNKNOWN : ParameterValue.of(value));
            }
        }
        return values;
    }

    private CompletableFuture<List<DeploymentSpec>> deployments(StackSetDescription found, TemplateSummary summary) {
        if (options.instances() == Instances.NONE) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<StackInstance>> listed = stackSet.listInstances().toList();
        CompletableFuture<List<StackInstance>> read =
                options.instances() == Instances.TARGETS ? listed : listed.thenCompose(this::described);
        return read.thenApply(instances -> new InstanceGroups(found, shown -> values(shown, summary)).of(instances));
    }

    private CompletableFuture<List<StackInstance>> described(List<StackInstance> listed) {
        List<StackInstance> described = new ArrayList<>();
        CompletableFuture<?> chain = CompletableFuture.completedFuture(null);
        for (int from = 0; from < listed.size(); from += AT_ONCE) {
            List<StackInstance> some = listed.subList(from, Math.min(from + AT_ONCE, listed.size()));
            chain = chain.thenCompose(before -> describe(some)).thenAccept(described::addAll);
        }
        return chain.thenApply(end -> described);
    }

    private CompletableFuture<List<StackInstance>> describe(List<StackInstance> some) {
        List<CompletableFuture<StackInstance>> calls = some.stream()
                .map(each ->
                        stackSet.describeInstance(each.id().account(), each.id().region()))
                .toList();
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .thenApply(all -> calls.stream().map(CompletableFuture::join).toList());
    }
}
