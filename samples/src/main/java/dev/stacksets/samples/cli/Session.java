package dev.stacksets.samples.cli;

import dev.stacksets.StackSets;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.spi.TemplateStore;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A connection, to AWS or to the simulator, for one command. Not thread-safe. */
final class Session implements AutoCloseable {
    private final StackSets stackSets;
    private final Clients clients;
    private final Optional<TemplateStore> templateStore;
    private final Deque<Runnable> closing;

    /**
     * A connection that is open.
     *
     * @param stackSets what the command works with
     * @param clients makes clients of other services
     * @param templateStore where large templates go, if anywhere
     * @param closing what else ends with the command
     */
    Session(StackSets stackSets, Clients clients, Optional<TemplateStore> templateStore, Collection<Runnable> closing) {
        this.stackSets = stackSets;
        this.clients = clients;
        this.templateStore = templateStore;
        this.closing = new ArrayDeque<>(closing);
    }

    StackSets stackSets() {
        return stackSets;
    }

    boolean simulated() {
        return clients instanceof Clients.Simulated;
    }

    Optional<TemplateStore> templateStore() {
        return templateStore;
    }

    /** The organization of the account. */
    OrganizationDirectory directory() {
        return OrganizationDirectory.builder(stackSets)
                .organizations(client(OrganizationsAsyncClient.builder()))
                .account(client(AccountAsyncClient.builder()))
                .sts(client(StsAsyncClient.builder()))
                .build();
    }

    /** A client of another service, which ends with the session. */
    <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(B builder) {
        C client = clients.make(builder, stackSets.region());
        closing.push(client::close);
        return client;
    }

    /** For commands that look for what an earlier command made. */
    void noteIfEmpty(Screen screen) {
        if (simulated()) {
            screen.note("Note: the simulator starts empty with every command.");
        }
    }

    @Override
    public void close() {
        stackSets.close();
        closing.forEach(Runnable::run);
    }
}
