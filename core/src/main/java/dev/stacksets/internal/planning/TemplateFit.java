package dev.stacksets.internal.planning;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.Finding.Severity;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.ParameterOverrides;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what is wanted against what AWS read out of the template: a plan that AWS would refuse is none. */
public final class TemplateFit {
    private final DesiredStackSet desired;
    private final Optional<StackSetDescription> live;
    private final Templates templates;

    public TemplateFit(DesiredStackSet desired, Optional<StackSetDescription> live, Templates templates) {
        this.desired = desired;
        this.live = live;
        this.templates = templates;
    }

    /** Whether anything is sent that AWS holds against the template. */
    public boolean matters() {
        return live.isEmpty()
                || DefinitionDiff.isSent(desired, live.get(), templates)
                || !live.get().parameters().keySet().containsAll(overridden());
    }

    /** Whether the template that counts is the one the stack set has. */
    public boolean isOfStackSet() {
        return live.isPresent() && DefinitionDiff.keepsTemplate(desired, live.get());
    }

    private Set<String> overridden() {
        Set<String> keys = new HashSet<>();
        desired.groups().forEach(group -> keys.addAll(Overrides.keys(group.overrides())));
        return keys;
    }

    /** What is doubtful, in sentences. Fails with all that is wrong. */
    public List<String> notes(TemplateSummary template) {
        List<Finding> findings = new ArrayList<>(withoutKept(template).check(desired.definition()));
        desired.groups().forEach(group -> overrides(group, template, findings));
        return notes(findings);
    }

    /** Takes what was found otherwise. */
    public List<String> notes(List<Finding> findings) {
        List<Finding> wrong = findings.stream().filter(Finding::isError).toList();
        if (!wrong.isEmpty()) {
            throw new InvalidInputException("Stack set '" + desired.definition().name() + "'", wrong);
        }
        return findings.stream()
                .map(finding -> finding.problem() + " " + finding.nextStep())
                .toList();
    }

    /** What is kept needs no value here. */
    private TemplateSummary withoutKept(TemplateSummary template) {
        Map<String, TemplateParameter> parameters = new LinkedHashMap<>(template.parameters());
        live.ifPresent(found -> parameters.keySet().removeAll(DefinitionDiff.keptUnnamed(desired, found)));
        return new TemplateSummary(
                parameters,
                template.capabilities(),
                template.capabilitiesReason(),
                template.resourceTypes(),
                template.transforms(),
                template.description(),
                template.version(),
                template.metadata(),
                template.resourceIdentifiers(),
                template.unrecognizedTypes());
    }

    private static void overrides(TargetGroup group, TemplateSummary template, List<Finding> findings) {
        if (group.overrides() instanceof ParameterOverrides.Exactly exactly) {
            exactly.values().forEach((key, value) -> {
                if (!(value instanceof ParameterValue.Previous)) {
                    override(group.name(), key, value, template, findings);
                }
            });
        }
    }

    private static void override(
            String group, String key, ParameterValue value, TemplateSummary template, List<Finding> findings) {
        String which = "Group '" + group + "' overrides parameter '" + key + "'";
        TemplateParameter parameter = template.parameters().get(key);
        if (parameter == null) {
            boolean certain = template.transforms().isEmpty();
            findings.add(new Finding(
                    certain ? Severity.ERROR : Severity.WARNING,
                    "overrides",
                    which + ", which the template does not declare" + (certain ? "." : ", unless a transform adds it."),
                    "Leave it out, or declare it in the template."));
        } else if (!parameter.allows(DefinitionDiff.text(value))) {
            findings.add(new Finding(
                    Severity.ERROR,
                    "overrides",
                    which + " with a value that the template does not allow.",
                    parameter.noEcho()
                            ? "Give one of the AllowedValues in the template."
                            : "Give one of " + String.join(", ", parameter.allowedValues()) + "."));
        } else if (parameter.noEcho() && value instanceof ParameterValue.Plain) {
            findings.add(new Finding(
                    Severity.WARNING,
                    "overrides",
                    which + ", which is NoEcho in the template, but plain here: logs and plans may show it.",
                    "Give it as Secret.of(...)."));
        }
    }
}
