package dev.stacksets.internal.planning;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.UnknownValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds a definition against what AWS has. What AWS would lose if it were not repeated is repeated: capabilities, a custom
 * administration role, the parameters that stay.
 */
public final class DefinitionDiff {
    /** How AWS shows the value of a NoEcho parameter. */
    static final String MASK = "****";

    private final StackSetDefinition wanted;
    private final StackSetDescription live;
    private final Map<String, TemplateParameter> declared;
    private final boolean sendsUnknown;
    private final List<String> unknown = new ArrayList<>();
    private final StackSetUpdateSpec.Builder update = StackSetUpdateSpec.builder();
    private final List<String> changedParameters = new ArrayList<>();
    private boolean changesStacks;
    private boolean changesSet;
    private boolean wholeOnly;

    /** Takes the parameters that the wanted template declares, with their defaults, if they can matter. */
    DefinitionDiff(
            StackSetDefinition wanted,
            StackSetDescription live,
            Map<String, TemplateParameter> declared,
            UnknownValues unknownValues) {
        this.wanted = wanted;
        this.live = live;
        this.declared = declared;
        this.sendsUnknown = unknownValues == UnknownValues.SEND;
    }

    DefinitionChange change(Templates templates, boolean hasInstances) {
        boolean template = template(templates);
        boolean parameters = parameters();
        if (template || parameters) {
            sentParameters().forEach(update::parameter);
        }
        boolean tags = tags();
        changesStacks = template || parameters || tags;
        description();
        roles();
        autoDeployment();
        permissionModel(hasInstances);
        Optional<Boolean> managed = managedExecution();
        update.capabilities(wanted.capabilities());
        if (wanted.permissionModel() == PermissionModel.SELF_MANAGED) {
            wanted.administrationRoleArn().or(live::administrationRoleArn).ifPresent(update::administrationRoleArn);
        }
        return new DefinitionChange(
                unknown,
                changesStacks || changesSet ? Optional.of(update.build()) : Optional.empty(),
                changesStacks || wholeOnly,
                wholeOnly,
                managed,
                changedParameters,
                new ArrayList<>(new TreeSet<>(wanted.parameters().keySet().stream()
                        .filter(key -> !live.parameters().containsKey(key))
                        .toList())));
    }

    private boolean template(Templates templates) {
        Optional<String> body = live.templateBody();
        if (!(wanted.template() instanceof TemplateSource.Inline text) || body.isEmpty()) {
            return unknownTemplate();
        }
        Templates.Comparison comparison = templates.compare(body.get(), text.body());
        if (comparison == Templates.Comparison.SAME) {
            return false;
        }
        if (comparison == Templates.Comparison.DIFFERENT_TEXT) {
            unknown.add(
                    "The templates are compared as text; with stacksets-yaml on the class path they are compared by what "
                            + "they say.");
        }
        update.template(text);
        return true;
    }

    private boolean unknownTemplate() {
        if (sendsUnknown) {
            update.template(wanted.template());
            return true;
        }
        unknown.add("The " + wanted.template() + " cannot be compared with what the stack set has, which is kept. "
                + "unknownValues(SEND) sends it.");
        return false;
    }

    private boolean parameters() {
        new TreeMap<>(wanted.parameters()).forEach((key, value) -> {
            if (changed(key, value, live.parameters().get(key))) {
                changedParameters.add(key);
            }
        });
        new TreeMap<>(live.parameters()).forEach((key, inUse) -> {
            if (!wanted.parameters().containsKey(key) && dropped(key, inUse)) {
                changedParameters.add(key);
            }
        });
        return !changedParameters.isEmpty();
    }

    /** Whether anything is sent that AWS holds against the template: with any change it takes capabilities anew. */
    static boolean isSent(DesiredStackSet desired, StackSetDescription live, Templates templates) {
        return new DefinitionDiff(desired.definition(), live, Map.of(), desired.unknownValues())
                .change(templates, false)
                .isAny();
    }

    /** The parameters whose values change in the stack set. */
    public static Set<String> changedParameters(
            DesiredStackSet desired,
            StackSetDescription live,
            Map<String, TemplateParameter> declared,
            Templates templates) {
        return Set.copyOf(new DefinitionDiff(desired.definition(), live, declared, desired.unknownValues())
                .change(templates, false)
                .changedParameters());
    }

    /** Whether the template that is wanted is kept from being sent, because it cannot be compared. */
    static boolean keepsTemplate(DesiredStackSet desired, StackSetDescription live) {
        return desired.unknownValues() == UnknownValues.KEEP
                && !(desired.definition().template() instanceof TemplateSource.Inline
                        && live.templateBody().isPresent());
    }

    /** The parameters whose values AWS does not show and that are kept, though nobody names them. */
    static Set<String> keptUnnamed(DesiredStackSet desired, StackSetDescription live) {
        Set<String> kept = new HashSet<>();
        live.parameters().forEach((key, value) -> {
            if (desired.unknownValues() == UnknownValues.KEEP && value.equals(MASK)) {
                kept.add(key);
            }
        });
        kept.removeAll(desired.definition().parameters().keySet());
        return kept;
    }

    /** Whether the declared parameters can matter: something has a value and is not named. */
    public static boolean needsDeclared(StackSetDefinition wanted, StackSetDescription live) {
        return !wanted.parameters().keySet().containsAll(live.parameters().keySet());
    }

    /** One that is not named should have the template's default. One the template has no more goes with the template. */
    private boolean dropped(String key, String inUse) {
        Optional<TemplateParameter> parameter = Optional.ofNullable(declared.get(key));
        if (parameter.isEmpty()) {
            return false;
        }
        if (inUse.equals(MASK)) {
            return unknownParameter(key);
        }
        String byDefault = parameter
                .get()
                .defaultValue()
                .map(DefinitionDiff::text)
                .orElseThrow(() -> new InvalidInputException(
                        "parameters", "Parameter '" + key + "' has no default in the template: give it a value."));
        if (byDefault.equals(inUse)) {
            return false;
        }
        // Said, because AWS takes a request that names no parameter for one that changes none.
        update.parameter(key, byDefault);
        return true;
    }

    private boolean changed(String key, ParameterValue value, @Nullable String inUse) {
        if (MASK.equals(inUse)) {
            return unknownParameter(key);
        }
        return !text(value).equals(inUse);
    }

    private boolean unknownParameter(String key) {
        if (sendsUnknown) {
            return true;
        }
        unknown.add("AWS does not show the value of parameter " + key
                + ", so whether it differs cannot be told; it is kept. unknownValues(SEND) sends it.");
        return false;
    }

    /** With a new template or new values all of them have to be sent, or they go back to defaults. */
    private Map<String, ParameterValue> sentParameters() {
        Map<String, ParameterValue> sent = new LinkedHashMap<>();
        wanted.parameters().forEach((key, value) -> sent.put(key, isKept(key) ? ParameterValue.previous() : value));
        live.parameters().keySet().stream()
                .filter(key -> !sent.containsKey(key) && isKept(key) && declared.containsKey(key))
                .forEach(key -> sent.put(key, ParameterValue.previous()));
        return sent;
    }

    private boolean isKept(String key) {
        return !sendsUnknown && MASK.equals(live.parameters().get(key));
    }

    private boolean tags() {
        if (wanted.tags().equals(live.tags())) {
            return false;
        }
        update.tags(wanted.tags());
        return true;
    }

    private void description() {
        wanted.description().ifPresent(update::description);
        changed(live.description(), wanted.description());
    }

    private void roles() {
        wanted.executionRoleName().ifPresent(update::executionRoleName);
        changed(live.administrationRoleArn(), wanted.administrationRoleArn());
        changed(live.executionRoleName(), wanted.executionRoleName());
    }

    private void autoDeployment() {
        wanted.autoDeployment()
                .filter(asked -> !asked.equals(live.autoDeployment().orElseGet(AutoDeployment::disabled)))
                .ifPresent(asked -> {
                    update.autoDeployment(asked);
                    changesSet = true;
                    wholeOnly = true;
                });
    }

    private void permissionModel(boolean hasInstances) {
        if (wanted.permissionModel() == live.permissionModel()) {
            return;
        }
        if (hasInstances) {
            throw new InvalidInputException(
                    "permissionModel",
                    "Stack set '" + live.name() + "' is " + live.permissionModel()
                            + ", and AWS changes that only while it has no instances.");
        }
        changesSet = true;
        update.permissionModel(wanted.permissionModel());
    }

    private Optional<Boolean> managedExecution() {
        if (wanted.managedExecution() == live.managedExecution()) {
            return Optional.empty();
        }
        return Optional.of(wanted.managedExecution());
    }

    /** What is not said stays. */
    private void changed(Optional<String> before, Optional<String> after) {
        changesSet |= after.isPresent() && !after.equals(before);
    }

    /** The text that is meant, secret or not. */
    static String text(ParameterValue value) {
        if (value instanceof ParameterValue.Plain plain) {
            return plain.value();
        }
        if (value instanceof Secret secret) {
            return secret.reveal();
        }
        throw new IllegalArgumentException("no text is meant by " + value);
    }
}
