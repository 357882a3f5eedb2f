package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.accounts.JsonService;
import dev.stacksets.testing.internal.engine.action.ActionTable;
import dev.stacksets.testing.internal.engine.action.ActionTable.Action;
import dev.stacksets.testing.internal.engine.action.ActionTable.Prepared;
import dev.stacksets.testing.internal.engine.action.DriftActions;
import dev.stacksets.testing.internal.engine.action.ImportAction;
import dev.stacksets.testing.internal.engine.action.InstanceActions;
import dev.stacksets.testing.internal.engine.action.OrganizationsAccessActions;
import dev.stacksets.testing.internal.engine.action.ReadActions;
import dev.stacksets.testing.internal.engine.action.ResourceTypes;
import dev.stacksets.testing.internal.engine.action.StackSetActions;
import dev.stacksets.testing.internal.engine.action.TemplateActions;
import dev.stacksets.testing.internal.engine.action.UpdateAction;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.EngineSettings;
import dev.stacksets.testing.internal.engine.base.Timers;
import dev.stacksets.testing.internal.engine.operation.AutoDeployer;
import dev.stacksets.testing.internal.engine.operation.Dependencies;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.OperationStarter;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.organization.AccountChanges;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.Ahead;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.FormNode;
import dev.stacksets.testing.internal.protocol.QueryDecoder;
import dev.stacksets.testing.internal.template.TemplateParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.ActivateOrganizationsAccessRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeactivateOrganizationsAccessRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackInstanceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.ImportStacksToStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstanceResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetAutoDeploymentTargetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;

/** The simulated service: an action and a form in, an SDK response or an {@link AwsError} out, one at a time. */
public final class Engine {

    /** The signing name of the service. */
    public static final String SERVICE = "cloudformation";

    private final EngineContext context;
    private final Directory directory;
    private final AccountChanges accountChanges;
    private final ActionTable actions = new ActionTable();
    private final Map<String, String> resourceTypes = new HashMap<>();
    private final OtherServices others;

    /**
     * An empty service.
     *
     * @param settings its choices
     * @param reset how many engines of the same simulator there were before
     * @param timers its clock
     * @param faults what goes wrong
     * @param organization whose management account it may be called from, if there is one
     */
    public Engine(
            EngineSettings settings,
            long reset,
            Timers timers,
            FaultPlan faults,
            Optional<OrganizationTree> organization) {
        context = new EngineContext(settings, reset, timers, faults, organization);
        directory = new Directory(organization, context::now);
        accountChanges = new AccountChanges(context, settings.accountChange());
        Dependencies dependencies = new Dependencies(directory);
        others = new OtherServices(context, accountChanges, dependencies);
        OperationStarter starter = new OperationStarter(context);
        register(
                new StackSetActions(context, directory, dependencies),
                new UpdateAction(context, directory, starter, dependencies));
        register(new InstanceActions(context, directory, starter));
        register(new ReadActions(context, directory));
        register(new DriftActions(context, directory, starter));
        ImportAction imports = new ImportAction(context, directory, starter);
        actions.on(ImportStacksToStackSetRequest.class, ImportStacksToStackSetRequest::builder, imports::run);
        register(new OrganizationsAccessActions(context, directory, dependencies));
        organization.ifPresent(tree -> tree.listen(new AutoDeployer(context, directory, starter, dependencies, tree)));
        register(new TemplateActions(context, directory));
        actions.on(
                DescribeTypeRequest.class,
                DescribeTypeRequest::builder,
                (caller, request) -> ResourceTypes.describe(request, resourceTypes));
    }

    private void register(StackSetActions stackSets, UpdateAction update) {
        actions.withTemplate(
                CreateStackSetRequest.class,
                CreateStackSetRequest::builder,
                request -> context.template(request.templateBody(), request.templateURL()),
                stackSets::create);
        actions.read(DescribeStackSetRequest.class, DescribeStackSetRequest::builder, stackSets::describe);
        actions.withTemplate(
                UpdateStackSetRequest.class,
                UpdateStackSetRequest::builder,
                request -> context.template(request.templateBody(), request.templateURL()),
                update::update);
        actions.on(DeleteStackSetRequest.class, DeleteStackSetRequest::builder, stackSets::delete);
        actions.read(ListStackSetsRequest.class, ListStackSetsRequest::builder, stackSets::list);
    }

    private void register(InstanceActions instances) {
        actions.on(CreateStackInstancesRequest.class, CreateStackInstancesRequest::builder, instances::create);
        actions.on(UpdateStackInstancesRequest.class, UpdateStackInstancesRequest::builder, instances::update);
        actions.on(DeleteStackInstancesRequest.class, DeleteStackInstancesRequest::builder, instances::delete);
    }

    private void register(ReadActions reads) {
        actions.read(DescribeStackInstanceRequest.class, DescribeStackInstanceRequest::builder, reads::instance);
        actions.read(ListStackInstancesRequest.class, ListStackInstancesRequest::builder, reads::instances);
        actions.read(
                DescribeStackSetOperationRequest.class, DescribeStackSetOperationRequest::builder, reads::operation);
        actions.read(ListStackSetOperationsRequest.class, ListStackSetOperationsRequest::builder, reads::operations);
        actions.read(
                ListStackSetOperationResultsRequest.class,
                ListStackSetOperationResultsRequest::builder,
                reads::results);
        actions.on(StopStackSetOperationRequest.class, StopStackSetOperationRequest::builder, reads::stop);
    }

    private void register(OrganizationsAccessActions access) {
        actions.on(
                ActivateOrganizationsAccessRequest.class,
                ActivateOrganizationsAccessRequest::builder,
                (caller, request) -> access.activate(caller));
        actions.on(
                DeactivateOrganizationsAccessRequest.class,
                DeactivateOrganizationsAccessRequest::builder,
                (caller, request) -> access.deactivate(caller));
        actions.on(
                DescribeOrganizationsAccessRequest.class,
                DescribeOrganizationsAccessRequest::builder,
                access::describe);
        actions.on(
                ListStackSetAutoDeploymentTargetsRequest.class,
                ListStackSetAutoDeploymentTargetsRequest::builder,
                access::targets);
    }

    private void register(DriftActions drift) {
        actions.on(DetectStackSetDriftRequest.class, DetectStackSetDriftRequest::builder, drift::detect);
        actions.on(
                ListStackInstanceResourceDriftsRequest.class,
                ListStackInstanceResourceDriftsRequest::builder,
                drift::resources);
    }

    private void register(TemplateActions templates) {
        actions.withTemplate(
                GetTemplateSummaryRequest.class,
                GetTemplateSummaryRequest::builder,
                request -> context.template(request.templateBody(), request.templateURL()),
                templates::summary);
        actions.withTemplate(
                ValidateTemplateRequest.class,
                ValidateTemplateRequest::builder,
                request -> context.template(request.templateBody(), request.templateURL()),
                (caller, request, template) -> TemplateActions.validate(request, template));
    }

    /**
     * Answers one call.
     *
     * @param caller who asks, and where
     * @param name the action
     * @param form its parameters
     * @param ago how old the state may be that a read sees, zero for today's
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    public SdkPojo call(Caller caller, String name, FormNode form, Duration ago) {
        Action action = actions.find(name);
        return call(caller, action, QueryDecoder.decode(action.request().get(), form), ago);
    }

    /**
     * Answers one call that was never text.
     *
     * @param caller who asks, and where
     * @param name the action
     * @param request the SDK's request shape of that action
     * @param ago how old the state may be that a read sees, zero for today's
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    public SdkPojo call(Caller caller, String name, SdkPojo request, Duration ago) {
        return call(caller, actions.find(name), request, ago);
    }

    private SdkPojo call(Caller caller, Action action, Object request, Duration ago) {
        Prepared prepared = action.prepare().apply(request);
        return context.locked(() -> prepared.answer(caller, context.now().minus(ago)));
    }

    /**
     * Answers one call of Organizations or Account Management.
     *
     * @param caller who asks
     * @param service {@code organizations} or {@code account}
     * @param name the operation
     * @param body its JSON
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    public SdkPojo call(Caller caller, String service, String name, String body) {
        JsonService asked = context.locked(() -> others.json(service));
        Supplier<Object> request = Ahead.of(() -> asked.read(name, body));
        return context.locked(() -> asked.call(caller.account(), name, request));
    }

    /**
     * Answers one call of IAM or STS about a role.
     *
     * @param caller who asks
     * @param service {@code iam} or {@code sts}
     * @param name the action
     * @param form its parameters
     * @return the SDK's response shape
     * @throws AwsError for everything the service refuses
     */
    public SdkPojo callAboutRoles(Caller caller, String service, String name, FormNode form) {
        Action action = context.locked(() -> others.aboutRoles(service).find(name));
        return call(caller, action, QueryDecoder.decode(action.request().get(), form), Duration.ZERO);
    }

    /**
     * Says whom a role trusts.
     *
     * @param account where it is
     * @param role its name
     * @param policy the trust policy, in JSON
     */
    public void trust(String account, String role, String policy) {
        context.locked(() -> others.trust(account, role, policy));
    }

    /**
     * Adds a resource type to the registry.
     *
     * @param name such as {@code AWS::S3::Bucket}
     * @param schema its schema, in JSON
     */
    public void registerType(String name, String schema) {
        context.locked(() -> resourceTypes.put(name, schema));
    }

    /**
     * Makes a text readable by URL.
     *
     * @param url as requests carry it
     * @param body what it holds
     */
    public void registerText(String url, String body) {
        context.locked(() -> {
            context.registerText(url, body);
            return true;
        });
    }

    /**
     * Puts a stack into an account that no stack set made.
     *
     * @param account where
     * @param region where
     * @param name of the stack
     * @param template its template
     * @param parameters values of its parameters, completed with the template's defaults
     * @return its stack id
     * @throws IllegalArgumentException when the values do not fit the template
     */
    public String addStack(
            String account, String region, String name, String template, Map<String, String> parameters) {
        return context.locked(() -> context.stacks()
                .add(
                        new InstanceKey(account, region),
                        name,
                        TemplateParser.parse(template),
                        parameters,
                        context.ids()));
    }

    /**
     * Reads or changes the organization.
     *
     * @param work runs under the engine's lock
     * @param <T> what it returns
     * @return what it returned
     * @throws IllegalStateException when there is no organization
     */
    public <T> T organization(Function<OrganizationTree, T> work) {
        return context.locked(() -> work.apply(context.organization()
                .orElseThrow(() -> new IllegalStateException("the simulator was built without an organization"))));
    }

    /**
     * Begins to close an account.
     *
     * @param account a member other than the management account
     * @throws IllegalArgumentException when it is none
     * @throws IllegalStateException when there is no organization
     */
    public void closeAccount(String account) {
        organization(tree -> {
            accountChanges.close(tree, account);
            return true;
        });
    }

    /**
     * Which piece of work the engine is at. Never waits.
     *
     * @return its number, which no other piece of work has; 0 when there is none
     */
    public long turn() {
        return context.turn();
    }

    /**
     * Everything that happened, in order.
     *
     * @return a copy
     */
    public List<String> events() {
        return context.locked(context::events).stream().map(Object::toString).toList();
    }

    /**
     * Looks over the whole state.
     *
     * @throws IllegalStateException naming the first thing that does not add up
     */
    public void checkInvariants() {
        context.locked(() -> {
            int unfinished = directory.all().stream()
                    .flatMap(store -> store.after(0))
                    .mapToInt(StackSetState::check)
                    .sum();
            if (unfinished != context.instanceOperations().total()) {
                throw new IllegalStateException(unfinished + " instances are unfinished, counted as "
                        + context.instanceOperations().total());
            }
            return true;
        });
    }

    /**
     * The state as text, for people.
     *
     * @return several lines; neither template bodies nor parameter values
     */
    public String describe() {
        return context.locked(() -> Dump.of(directory));
    }
}
