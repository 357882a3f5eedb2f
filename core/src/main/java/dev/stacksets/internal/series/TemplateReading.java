package dev.stacksets.internal.series;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.TemplateStoreException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.client.TemplateCalls;
import dev.stacksets.internal.planning.DefinitionDiff;
import dev.stacksets.internal.planning.TemplateFit;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.plan.DesiredStackSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks AWS what is in the template of a plan, where that can matter, and holds what is wanted against it. */
final class TemplateReading {
    private final StackSetCalls calls;
    private final Templates templates;

    TemplateReading(StackSetCalls calls, Templates templates) {
        this.calls = calls;
        this.templates = templates;
    }

    /**
     * What was read.
     *
     * @param declared the parameters of the template; none if they do not matter
     * @param notes what is doubtful, in sentences
     */
    record Read(Map<String, TemplateParameter> declared, List<String> notes) {}

    /** Fails with everything that AWS would refuse. */
    CompletableFuture<Read> of(DesiredStackSet desired, Optional<StackSetDescription> found) {
        boolean declaredMatter = found.filter(live -> DefinitionDiff.needsDeclared(desired.definition(), live))
                .isPresent();
        TemplateFit fit = new TemplateFit(desired, found, templates);
        if (!declaredMatter && !fit.matters()) {
            return CompletableFuture.completedFuture(new Read(Map.of(), List.of()));
        }
        List<Finding> unsendable =
                calls.templates().unsendable(desired.definition().template());
        if (!unsendable.isEmpty() && !fit.isOfStackSet()) {
            return Futures.guarded(() -> CompletableFuture.completedFuture(new Read(Map.of(), fit.notes(unsendable))));
        }
        CompletableFuture<TemplateSummary> summary = fit.isOfStackSet()
                ? calls.templates().summarizeOf(found.orElseThrow().id())
                : calls.templates().summarize(desired.definition().template());
        return Futures.cancelling(
                summary.thenApply(template -> new Read(template.parameters(), fit.notes(template)))
                        .exceptionallyCompose(failure -> without(ErrorKind.unwrap(failure), fit, declaredMatter)),
                summary);
    }

    /** Where it cannot be asked, nothing can be found; only whoever needs the declared parameters cannot go on. */
    private static CompletableFuture<Read> without(Throwable failure, TemplateFit fit, boolean declaredMatter) {
        if (failure instanceof ValidationException refusal) {
            return Futures.guarded(() -> CompletableFuture.completedFuture(
                    new Read(Map.of(), fit.notes(List.of(TemplateCalls.unreadable(refusal))))));
        }
        Optional<String> why = failure instanceof ServiceException refused
                ? Optional.of("AWS answered " + refused.error().code())
                : failure instanceof TemplateStoreException ? Optional.of("it could not be stored") : Optional.empty();
        return declaredMatter || why.isEmpty()
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(new Read(
                        Map.of(),
                        List.of("Whether parameters and capabilities fit the template could not be looked at: "
                                + why.get() + ".")));
    }
}
