package dev.stacksets.facade;

import dev.stacksets.StackSets;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Holds what the library told against what AWS has: its log of events is the truth. */
final class CampaignVerdict {
    private static final Set<String> STARTS =
            Set.of("CreateStackInstances", "UpdateStackInstances", "DeleteStackInstances", "UpdateStackSet");

    private final CampaignRun run;
    private final Set<String> inAws;
    private final boolean deleted;
    final List<String> lost = new ArrayList<>();
    final List<String> duplicated = new ArrayList<>();
    final List<String> incomplete = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();

    CampaignVerdict(CampaignRun run) {
        this.run = run;
        List<String[]> events =
                run.aws.events().stream().map(event -> event.split(" ")).toList();
        this.inAws = events.stream()
                .filter(event -> event[1].equals("operation"))
                .map(event -> event[3])
                .collect(Collectors.toCollection(LinkedHashSet::new));
        this.deleted = events.stream().anyMatch(event -> event[1].equals("stackset") && event[3].equals("DELETED"));
    }

    int operations() {
        return inAws.size();
    }

    /** Handles that AWS never answered that it took their start, and that found it all the same. */
    long adopted() {
        Set<String> answered = run.aws.calls().all().stream()
                .filter(call -> STARTS.contains(call.action()) && call.status() == 200 && !call.answerLost())
                .map(call -> call.parameters().get("OperationId"))
                .collect(Collectors.toSet());
        return run.handles.stream()
                .filter(watched -> !watched.wasResumed() && watched.wasAccepted())
                .filter(watched -> !answered.contains(watched.id()) && inAws.contains(watched.id()))
                .count();
    }

    void judge() {
        run.all().stream().filter(future -> !future.isDone()).forEach(future -> incomplete.add(future.toString()));
        run.leftOpenByClosing.forEach(future -> incomplete.add(future + " when its StackSets was closed"));
        run.handles.forEach(this::judge);
        Set<String> known = new HashSet<>();
        run.handles.forEach(watched -> known.add(watched.id()));
        run.series.forEach(begun -> known.addAll(judge(begun)));
        inAws.stream().filter(id -> !known.contains(id)).forEach(id -> duplicated.add(id + " is nobody's"));
        foundAgain(known);
    }

    private void judge(Watched watched) {
        boolean exists = inAws.contains(watched.id());
        watched.wrong().ifPresent(what -> wrong.add(watched.handle() + " " + what));
        if (watched.wasAccepted() && !exists && !isNothingToDo(watched)) {
            lost.add(watched.handle() + " was accepted, AWS does not have it");
        }
        watched.failure().ifPresent(failure -> {
            if (exists && deniesIt(watched, failure)) {
                lost.add(watched.handle() + " is in AWS, but was given up with " + failure);
            }
        });
    }

    /** Gives the ids of its operations. */
    private List<String> judge(CampaignRun.Begun begun) {
        CompletableFuture<?> outcome = begun.series().outcome();
        if (begun.deletes() && outcome.isDone() && !outcome.isCompletedExceptionally() && !deleted) {
            wrong.add("a deletion of everything is done, but the stack set is there");
        }
        return begun.series().operations().stream()
                .map(handle -> handle.token().operationId())
                .toList();
    }

    private static boolean isNothingToDo(Watched watched) {
        return watched.result()
                .flatMap(OperationResult::statusReason)
                .filter(reason -> reason.contains("no instance to remove"))
                .isPresent();
    }

    /**
     * Whether this failure says that AWS does not have the operation. Under a chosen id it may have another's, and what
     * belonged to a deleted stack set is gone with it.
     */
    private boolean deniesIt(Watched watched, Throwable failure) {
        if (failure instanceof OperationTrackingException ended) {
            return (ended.reason() == Reason.NOT_STARTED && !watched.hasChosenId())
                    || (ended.reason() == Reason.OPERATION_NOT_FOUND && !deleted && !watched.wasResumed());
        }
        return !watched.hasChosenId() && !(deleted && failure instanceof StackSetNotFoundException);
    }

    /** Whatever AWS has is found again by its token alone; what it has not, is said not to be there. */
    private void foundAgain(Set<String> known) {
        try (StackSets later = run.process()) {
            for (String id : known) {
                boolean there = inAws.contains(id) && !deleted;
                String told = told(later, new OperationToken("us-east-1", run.stackSet, id));
                if (!told.equals(there ? "found" : Reason.OPERATION_NOT_FOUND.toString())) {
                    lost.add(id + " is " + (there ? "" : "not ") + "in AWS, but resuming it says " + told);
                }
            }
        }
    }

    /** While AWS cannot be reached the token is simply resumed again. */
    private String told(StackSets process, OperationToken token) {
        String told = Reason.POLL_FAILURES.toString();
        for (int i = 0; i < 5 && told.equals(Reason.POLL_FAILURES.toString()); i++) {
            CompletableFuture<String> end = process.resume(token)
                    .outcome()
                    .handle((result, failure) -> failure == null ? "found" : reason(failure));
            run.aws.time().runUntil(end::isDone);
            told = end.join();
        }
        return told;
    }

    private static String reason(Throwable failure) {
        return failure instanceof OperationTrackingException ended
                ? ended.reason().toString()
                : failure.toString();
    }
}
