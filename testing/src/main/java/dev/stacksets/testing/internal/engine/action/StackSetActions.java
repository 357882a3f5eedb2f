package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Dependencies;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.ServiceManaged;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.operation.StackSetStore;
import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.ParameterValues;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import dev.stacksets.testing.internal.template.Template;
import dev.stacksets.testing.internal.template.TemplateParameter;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;

/** The calls on stack sets themselves that start no operation. */
public final class StackSetActions {

    private final EngineContext context;
    private final Directory directory;
    private final ServiceManaged serviceManaged;
    private final Dependencies dependencies;

    public StackSetActions(EngineContext context, Directory directory, Dependencies dependencies) {
        this.context = context;
        this.directory = directory;
        this.serviceManaged = new ServiceManaged(context.organization());
        this.dependencies = dependencies;
    }

    public CreateStackSetResponse create(Caller caller, CreateStackSetRequest request, Supplier<Template> template) {
        validate(request);
        Directory.View view = directory.of(caller, request.callAs());
        StackSetStore store = view.store();
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        Optional<StackSetState> replayed = token.flatMap(store::byToken);
        if (replayed.isPresent()) {
            return replay(replayed.get(), request);
        }
        Definition definition = definition(view.administrator(), request, template);
        if (request.callAs() == CallAs.DELEGATED_ADMIN && !definition.isServiceManaged()) {
            throw Errors.validation(
                    "CallAs DELEGATED_ADMIN is only for stack sets with SERVICE_MANAGED permission model");
        }
        serviceManaged.requireFitting(view.administrator(), definition);
        dependencies.requireSound(view.administrator(), definition);
        if (store.findActive(request.stackSetName()).isPresent()) {
            throw Errors.nameAlreadyExists(request.stackSetName());
        }
        context.quotas().requireStackSets(store.activeCount() + 1L);
        String id = request.stackSetName() + ":" + context.ids().uuid();
        directory.keep(view);
        store.add(
                new StackSetState(context::now, store.nextSequence(), view.administrator(), id, request, definition),
                token);
        context.log("stackset " + id + " ACTIVE");
        return CreateStackSetResponse.builder().stackSetId(id).build();
    }

    private static CreateStackSetResponse replay(StackSetState stackSet, CreateStackSetRequest request) {
        if (!stackSet.createdBy().equalsBySdkFields(request)) {
            throw Errors.createdButModified(request.stackSetName());
        }
        return CreateStackSetResponse.builder().stackSetId(stackSet.id()).build();
    }

    private static void validate(CreateStackSetRequest request) {
        new Checks()
                .stackSetName(request.stackSetName())
                .token("clientRequestToken", request.clientRequestToken())
                .length("description", request.description(), 1024)
                .url("templateURL", request.templateURL())
                .capabilities(request.capabilitiesAsStrings())
                .roles(request.administrationRoleARN(), request.executionRoleName())
                .tags(request.tags())
                .refuseIfBroken();
    }

    private Definition definition(Caller caller, CreateStackSetRequest request, Supplier<Template> brought) {
        Template template = template(request, brought);
        template.requireCapabilities(request.capabilitiesAsStrings());
        return new Definition(
                Optional.ofNullable(request.description()),
                template,
                ParameterValues.ofNew(request.parameters(), template),
                request.capabilitiesAsStrings(),
                request.tags(),
                Optional.ofNullable(request.administrationRoleARN())
                        .filter(arn -> !arn.equals(Definition.defaultAdministrationRole(caller.account()))),
                Optional.ofNullable(request.executionRoleName()),
                isActive(request.managedExecution()),
                ServiceManaged.isServiceManaged(request.permissionModel()),
                Optional.ofNullable(request.autoDeployment()));
    }

    private Template template(CreateStackSetRequest request, Supplier<Template> brought) {
        long sources = Stream.of(request.templateBody(), request.templateURL(), request.stackId())
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            throw Errors.validation("Exactly one of TemplateBody or TemplateUrl must be specified");
        }
        return request.stackId() == null ? brought.get() : ofStack(request.stackId());
    }

    private Template ofStack(String stackId) {
        Template template = context.stacks().require(stackId).template();
        if (template.parameters().values().stream().anyMatch(TemplateParameter::noEcho)) {
            throw Errors.validation("A stack whose template has NoEcho parameters cannot become a new stack set");
        }
        return template;
    }

    public static boolean isActive(@Nullable ManagedExecution managed) {
        return managed != null && Boolean.TRUE.equals(managed.active());
    }

    public DescribeStackSetResponse describe(Caller caller, DescribeStackSetRequest request, Instant seen) {
        new Checks().required("stackSetName", request.stackSetName()).refuseIfBroken();
        return directory
                .of(caller, request.callAs())
                .find(request.stackSetName(), seen)
                .map(stackSet -> DescribeStackSetResponse.builder()
                        .stackSet(Views.stackSet(stackSet, seen))
                        .build())
                .orElseThrow(() -> Errors.stackSetNotFound(request.stackSetName()));
    }

    public DeleteStackSetResponse delete(Caller caller, DeleteStackSetRequest request) {
        new Checks().required("stackSetName", request.stackSetName()).refuseIfBroken();
        Directory.View view = directory.of(caller, request.callAs());
        view.find(request.stackSetName(), context.now())
                .filter(stackSet -> !stackSet.isDeleted())
                .ifPresent(stackSet -> delete(view.store(), stackSet));
        return DeleteStackSetResponse.builder().build();
    }

    private void delete(StackSetStore store, StackSetState stackSet) {
        stackSet.operations().current().ifPresent(running -> {
            throw Errors.operationInProgress(stackSet.arn(), running.id());
        });
        if (!stackSet.instances().isEmpty()) {
            throw Errors.stackSetNotEmpty();
        }
        store.delete(stackSet, context.now());
        dependencies.forget(stackSet);
        context.log("stackset " + stackSet.id() + " DELETED");
    }

    public ListStackSetsResponse list(Caller caller, ListStackSetsRequest request, Instant seen) {
        new Checks()
                .range("maxResults", request.maxResults(), 1, 100)
                .oneOf("status", request.statusAsString(), StackSetStatus.knownValues())
                .refuseIfBroken();
        Directory.View view = directory.of(caller, request.callAs());
        String scope = "ListStackSets " + caller + request.callAsAsString() + request.statusAsString();
        long after = context.pages()
                .decode(scope, request.nextToken(), Long::valueOf)
                .orElse(0L);
        Iterator<StackSetState> matching = view.store()
                .after(after)
                .filter(stackSet -> stackSet.existed(seen) && view.shows(stackSet, seen))
                .filter(stackSet -> matches(stackSet, request, seen))
                .iterator();
        Page<StackSetState> page = context.pages()
                .page(
                        matching,
                        context.pageSize(request.maxResults()),
                        scope,
                        stackSet -> Long.toString(stackSet.sequence()));
        return ListStackSetsResponse.builder()
                .summaries(page.items().stream()
                        .map(stackSet -> Views.stackSetSummary(stackSet, seen))
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private static boolean matches(StackSetState stackSet, ListStackSetsRequest request, Instant seen) {
        return request.status() == null || stackSet.isDeleted(seen) == (request.status() == StackSetStatus.DELETED);
    }
}
