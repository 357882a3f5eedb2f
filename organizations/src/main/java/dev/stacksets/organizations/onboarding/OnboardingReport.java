package dev.stacksets.organizations.onboarding;

import dev.stacksets.organizations.tree.Account;
import dev.stacksets.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which stack sets some accounts should have, which they have, and the operations to close the gap. A value; nothing was
 * changed to find it.
 *
 * @param subject the account or unit asked about
 * @param accounts those of it that can be deployed to
 * @param coverages the stack sets that should cover them
 * @param notJudged self-managed stack sets that nothing is expected of: whom they are for AWS does not know
 */
public record OnboardingReport(
        String subject, List<Account> accounts, List<Coverage> coverages, List<String> notJudged) {

    /**
     * Keeps its own copies.
     *
     * @param subject the account or unit asked about
     * @param accounts those of it that can be deployed to
     * @param coverages the stack sets that should cover them
     * @param notJudged those that nothing is expected of
     */
    public OnboardingReport {
        accounts = List.copyOf(accounts);
        coverages = List.copyOf(coverages);
        notJudged = List.copyOf(notJudged);
    }

    /**
     * The stack sets that do not cover the accounts as they should.
     *
     * @return possibly none
     */
    public List<Coverage> gaps() {
        return coverages.stream().filter(coverage -> !coverage.isWhole()).toList();
    }

    /**
     * The report as text.
     *
     * @return a line for each stack set, below it what closes its gap
     */
    public String render() {
        return Printable.line(subject) + ": " + accounts.size() + " accounts, " + coverages.size()
                + " stack sets should cover them, "
                + gaps().size() + " do not\n"
                + coverages.stream()
                        .map(coverage -> Printable.lines(coverage + "\n"))
                        .collect(Collectors.joining())
                + (notJudged.isEmpty()
                        ? ""
                        : "not judged: self-managed, and nothing is expected of it: "
                                + Printable.line(String.join(", ", notJudged)) + "\n");
    }
}
