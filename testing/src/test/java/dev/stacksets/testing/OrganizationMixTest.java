package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;

/** Accounts that come, wander and go while sets deploy automatically: in the end every account has what its unit says. */
class OrganizationMixTest {

    private static final List<String> UNITS = List.of("A", "B", "C", "A/Deep");

    private static final class Mix {

        private final Random random;
        private final StackSetsSimulator aws;
        private final Organization organization;
        private final CloudFormationAsyncClient client;

        Mix(long seed) {
            random = new Random(seed);
            aws = StackSetsSimulator.builder()
                    .seed(seed)
                    .stackDuration(Duration.ZERO, Duration.ofSeconds(90))
                    .organization(o -> o.ou("A", a -> a.accounts(3).ou("Deep", deep -> deep.accounts(2)))
                            .ou("B", b -> b.accounts(2))
                            .ou("C", c -> c.accounts(2)))
                    .build();
            organization = aws.organization();
            client = aws.asyncClient();
            follow("first", "A");
            follow("second", "B");
            aws.time().runUntilIdle();
        }

        private void follow(String name, String unit) {
            client.createStackSet(r -> r.stackSetName(name)
                            .clientRequestToken(name)
                            .templateBody(Samples.TEMPLATE)
                            .permissionModel("SERVICE_MANAGED")
                            .managedExecution(m -> m.active(random.nextBoolean()))
                            .autoDeployment(a -> a.enabled(true).retainStacksOnAccountRemoval(random.nextBoolean())))
                    .join();
            client.createStackInstances(r -> r.stackSetName(name)
                            .operationId("op-" + name)
                            .deploymentTargets(t -> t.organizationalUnitIds(organization.unit(unit)))
                            .regions(IRELAND, "us-east-1"))
                    .join();
        }

        List<String> run() {
            for (int i = 0; i < 30; i++) {
                step();
                aws.checkInvariants();
            }
            aws.time().runUntilIdle();
            aws.checkInvariants();
            return aws.events();
        }

        private void step() {
            List<String> members = members(UNITS);
            String account = members.get(random.nextInt(members.size()));
            String unit = organization.unit(UNITS.get(random.nextInt(UNITS.size())));
            switch (random.nextInt(8)) {
                case 0 -> organization.createAccount(unit);
                case 1 -> {
                    if (members.size() > 4) {
                        organization.remove(account);
                    }
                }
                case 2, 3, 4 -> organization.move(account, unit);
                default -> aws.time().advance(Duration.ofSeconds(random.nextInt(120)));
            }
        }

        private List<String> members(List<String> units) {
            List<String> found = new ArrayList<>();
            units.forEach(unit -> found.addAll(organization.accounts(organization.unit(unit))));
            return found;
        }

        List<String> deployed(String name) {
            return client.listStackInstances(r -> r.stackSetName(name)).join().summaries().stream()
                    .map(StackInstanceSummary::account)
                    .distinct()
                    .toList();
        }
    }

    @Test
    void wandering_oneHundredSeeds_endsWithEveryAccountWhereItBelongs() {
        for (long seed = 1; seed <= 100; seed++) {
            Mix mix = new Mix(seed);
            mix.run();
            assertThat(mix.deployed("first"))
                    .as("seed %d: %s", seed, mix.aws.describe())
                    .containsExactlyInAnyOrderElementsOf(mix.members(List.of("A", "A/Deep")));
            assertThat(mix.deployed("second"))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(mix.members(List.of("B")));
        }
    }

    @Test
    void wandering_sameSeedTwice_givesTheSameEvents() {
        assertThat(new Mix(7).run()).isEqualTo(new Mix(7).run()).isNotEqualTo(new Mix(8).run());
    }
}
