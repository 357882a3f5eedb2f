package dev.stacksets.facade;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import java.nio.file.Path;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** The README's example. {@link ReadmeTest} holds the two together and runs it. */
final class ReadmeExample {
    private ReadmeExample() {}

    static OperationResult rollOut(StackSets stackSets, Path template, String password) throws InterruptedException {
        StackSet baseline = stackSets
                .create(
                        "iam-baseline",
                        s -> s.template(TemplateSource.file(template))
                                .parameter("Password", Secret.of(password)) // never in a log, a message or toString
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .join();

        OperationHandle rollout = baseline.deploy(d -> d.accounts("111122223333", "444455556666")
                .regions("us-east-1", "eu-west-1")
                .preferences(p -> p.failureToleranceCount(1).maxConcurrentCount(2)));

        System.out.println("to resume elsewhere: " + rollout.token()); // stackSets.resume(OperationToken.parse(text))
        OperationResult result = rollout.await(); // or rollout.completion().thenAccept(...)

        result.failures() // SUCCEEDED may still have failures inside the tolerance
                .forEach(
                        f -> System.out.println(f.instance() + ": " + f.reason().orElse("no reason given")));
        return result;
    }
}
