package dev.stacksets.internal.series;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.plan.Plan;
import dev.stacksets.spi.Caller;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whose credentials are used.
 *
 * @param caller answers that, where there is one
 */
public record WhoCalls(Optional<Caller> caller) {

    /**
     * The account; empty if there is nobody to ask.
     *
     * @param why it matters, the end of a sentence
     */
    CompletableFuture<Optional<String>> account(String why) {
        if (caller.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<String> answer = Futures.guarded(() -> caller.get().account());
        return Futures.cancelling(
                answer.handle((account, failure) -> {
                    if (failure != null) {
                        Throwable cause = ErrorKind.unwrap(failure);
                        throw new StackSetsException(
                                "Whose credentials are used cannot be found out, and " + why + ": "
                                        + cause.getMessage(),
                                null,
                                cause);
                    }
                    return Optional.of(account);
                }),
                answer);
    }

    /** Refuses a plan that was made with credentials of another account, or for one that nobody can name. */
    static void check(Plan plan, Optional<String> account) {
        plan.account().ifPresent(meant -> {
            if (account.isEmpty() && plan.creates().isPresent()) {
                throw unknown("The plan creates stack set '" + plan.stackSet() + "' in account " + meant
                        + ", and nobody can be asked whether these are its credentials");
            }
            if (account.isPresent() && !account.get().equals(meant)) {
                throw new InvalidInputException(
                        "plan",
                        "The plan is for account " + meant + ", and these are credentials of account " + account.get()
                                + ": use those of account " + meant + ", or plan again.");
            }
        });
    }

    /** The refusal where the account must be known. */
    static InvalidInputException unknown(String why) {
        return new InvalidInputException(
                "caller",
                why + ": give StackSets.builder() a caller, for example one that asks STS, or Caller.of(account).");
    }
}
