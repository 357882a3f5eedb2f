package dev.stacksets.facade;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** A facade on a simulator of its own, everything on the test's thread. */
final class Facade implements AutoCloseable {
    static final String ONE = "111111111111";
    static final String TWO = "222222222222";
    static final String THREE = "333333333333";
    static final String VIRGINIA = "us-east-1";
    static final String IRELAND = "eu-west-1";
    static final Secret PASSWORD = Secret.of("correct-horse-battery");

    static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: low, AllowedValues: [low, high]}
              Password: {Type: String, NoEcho: true, MinLength: 8}
            Resources:
              Auditor:
                Type: AWS::IAM::User
                Properties:
                  UserName: auditor
                  LoginProfile: {Password: !Ref Password}
            """;

    final StackSetsSimulator aws;
    final StackSets stackSets;

    Facade() {
        this(builder -> {});
    }

    Facade(Consumer<StackSetsSimulator.Builder> simulator) {
        StackSetsSimulator.Builder builder = StackSetsSimulator.builder()
                .stackDuration(Duration.ofSeconds(30))
                .dispatchGap(Duration.ofSeconds(5));
        simulator.accept(builder);
        aws = builder.build();
        stackSets = another();
    }

    /** What another process would see of the same AWS. */
    StackSets another() {
        return StackSets.builder()
                .client(aws.asyncClient())
                .timeSource(aws.time())
                .caller(aws.caller())
                .callbackExecutor(Runnable::run)
                .build();
    }

    StackSet baseline() {
        return stackSets
                .create(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", PASSWORD)
                                .capability(Capability.CAPABILITY_NAMED_IAM))
                .join();
    }

    /** A deployment under way: three accounts in one Region, one after another, about 95 virtual seconds. */
    OperationHandle deploying() {
        return deploying(baseline());
    }

    OperationHandle deploying(StackSet stackSet) {
        return stackSet.deploy(d -> d.accounts(ONE, TWO, THREE).regions(VIRGINIA));
    }

    /** Lets time pass until the operation ended. */
    OperationResult finish(OperationHandle handle) {
        return get(handle.outcome());
    }

    /** Lets time pass until the future is done. */
    <T> T get(CompletableFuture<T> future) {
        if (!future.isDone()) {
            aws.time().runUntil(future::isDone);
        }
        return future.join();
    }

    @Override
    public void close() {
        stackSets.close();
        aws.checkInvariants();
    }
}
