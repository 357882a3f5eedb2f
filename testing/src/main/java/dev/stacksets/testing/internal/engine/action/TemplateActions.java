package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.template.Template;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterConstraints;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateSummaryConfig;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** What a template says about itself. */
public final class TemplateActions {

    private final EngineContext context;
    private final Directory directory;

    public TemplateActions(EngineContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    public GetTemplateSummaryResponse summary(
            Caller caller, GetTemplateSummaryRequest request, Supplier<Template> brought) {
        new Checks()
                .pattern("stackSetName", request.stackSetName(), Checks.NAME_OR_ID)
                .url("templateURL", request.templateURL())
                .refuseIfBroken();
        long sources = Stream.of(
                        request.templateBody(), request.templateURL(), request.stackName(), request.stackSetName())
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw Errors.validation(
                    "Exactly one of TemplateBody, TemplateUrl, StackName or StackSetName must be specified");
        }
        Template template = source(caller, request, brought);
        GetTemplateSummaryResponse.Builder summary = GetTemplateSummaryResponse.builder()
                .parameters(template.parameters().values().stream()
                        .map(TemplateActions::declaration)
                        .toList())
                .description(template.description().orElse(null))
                .capabilitiesReason(template.capabilitiesReason().orElse(null))
                .resourceTypes(template.resourceTypes())
                .version(template.version().orElse(null))
                .metadata(template.metadata().orElse(null));
        ifAny(template.capabilities(), summary::capabilitiesWithStrings);
        ifAny(template.transforms(), summary::declaredTransforms);
        if (request.templateBody() != null || request.templateURL() != null) {
            ifAny(ResourceIdentifiers.of(template.resources()), summary::resourceIdentifierSummaries);
        }
        ifAny(
                unrecognized(template, request.templateSummaryConfig()),
                types -> summary.warnings(w -> w.unrecognizedResourceTypes(types)));
        return summary.build();
    }

    /** AWS leaves lists out of a summary that have nothing in them. */
    private static <T, C extends Collection<T>> void ifAny(C values, Consumer<C> use) {
        if (!values.isEmpty()) {
            use.accept(values);
        }
    }

    private static List<String> unrecognized(Template template, @Nullable TemplateSummaryConfig config) {
        List<String> types = template.unrecognizedTypes();
        boolean tolerated = config != null && Boolean.TRUE.equals(config.treatUnrecognizedResourceTypesAsWarnings());
        if (!types.isEmpty() && !tolerated) {
            throw Errors.validation("Template format error: Unrecognized resource types: " + types);
        }
        return types;
    }

    private Template source(Caller caller, GetTemplateSummaryRequest request, Supplier<Template> brought) {
        if (request.stackName() != null) {
            return context.stacks()
                    .named(caller, request.stackName())
                    .orElseThrow(() -> Errors.validation(
                            "Stack with id " + Errors.shortened(request.stackName()) + " does not exist"))
                    .template();
        }
        if (request.stackSetName() != null) {
            return directory
                    .require(caller, request.callAs(), request.stackSetName())
                    .definition()
                    .template();
        }
        return brought.get();
    }

    private static ParameterDeclaration declaration(
            dev.stacksets.testing.internal.template.TemplateParameter parameter) {
        return ParameterDeclaration.builder()
                .parameterKey(parameter.name())
                .parameterType(parameter.type())
                .defaultValue(parameter.defaultValue().orElse(null))
                .noEcho(parameter.noEcho())
                .description(parameter.description().orElse(null))
                .parameterConstraints(ParameterConstraints.builder()
                        .allowedValues(parameter.allowedValues())
                        .build())
                .build();
    }

    /** The body wins when both are given. */
    public static ValidateTemplateResponse validate(ValidateTemplateRequest request, Supplier<Template> brought) {
        new Checks().url("templateURL", request.templateURL()).refuseIfBroken();
        Template template = brought.get();
        List<TemplateParameter> parameters = template.parameters().values().stream()
                .map(TemplateActions::listed)
                .toList();
        ValidateTemplateResponse.Builder validated = ValidateTemplateResponse.builder()
                .parameters(parameters)
                .description(template.description().orElse(null))
                .capabilitiesReason(template.capabilitiesReason().orElse(null));
        ifAny(template.capabilities(), validated::capabilitiesWithStrings);
        ifAny(template.transforms(), validated::declaredTransforms);
        return validated.build();
    }

    private static TemplateParameter listed(dev.stacksets.testing.internal.template.TemplateParameter parameter) {
        return TemplateParameter.builder()
                .parameterKey(parameter.name())
                .defaultValue(parameter.defaultValue().orElse(null))
                .noEcho(parameter.noEcho())
                .description(parameter.description().orElse(null))
                .build();
    }
}
