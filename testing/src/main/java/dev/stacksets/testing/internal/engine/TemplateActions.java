package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.template.Template;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterConstraints;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** What a template says about itself. */
final class TemplateActions {

    private final EngineContext context;
    private final Directory directory;

    TemplateActions(EngineContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    GetTemplateSummaryResponse summary(Caller caller, GetTemplateSummaryRequest request) {
        long sources = Stream.of(
                        request.templateBody(), request.templateURL(), request.stackName(), request.stackSetName())
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw Errors.validation(
                    "Exactly one of TemplateBody, TemplateUrl, StackName or StackSetName must be specified");
        }
        Template template = source(caller, request);
        return GetTemplateSummaryResponse.builder()
                .parameters(template.parameters().values().stream()
                        .map(TemplateActions::declaration)
                        .toList())
                .description(template.description().orElse(null))
                .capabilitiesWithStrings(template.capabilities())
                .capabilitiesReason(template.capabilitiesReason().orElse(null))
                .resourceTypes(template.resourceTypes())
                .version(template.version().orElse(null))
                .metadata(template.metadata().orElse(null))
                .declaredTransforms(template.transforms())
                .build();
    }

    private Template source(Caller caller, GetTemplateSummaryRequest request) {
        if (request.stackName() != null) {
            throw Errors.validation("Stack with id " + request.stackName() + " does not exist");
        }
        if (request.stackSetName() != null) {
            return directory
                    .require(caller, request.callAs(), request.stackSetName())
                    .definition()
                    .template();
        }
        return request.templateBody() != null
                ? context.inline(request.templateBody())
                : context.fromUrl(request.templateURL());
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
    ValidateTemplateResponse validate(ValidateTemplateRequest request) {
        if (request.templateBody() == null && request.templateURL() == null) {
            throw Errors.validation("Either Template URL or Template Body must be specified.");
        }
        Template template = request.templateBody() != null
                ? context.inline(request.templateBody())
                : context.fromUrl(request.templateURL());
        List<TemplateParameter> parameters = template.parameters().values().stream()
                .map(TemplateActions::listed)
                .toList();
        return ValidateTemplateResponse.builder()
                .parameters(parameters)
                .description(template.description().orElse(null))
                .capabilitiesWithStrings(template.capabilities())
                .capabilitiesReason(template.capabilitiesReason().orElse(null))
                .declaredTransforms(template.transforms())
                .build();
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
