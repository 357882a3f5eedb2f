package dev.stacksets.organizations.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.Simulated;
import dev.stacksets.organizations.select.RandomOrganization.Member;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Organizations and selectors by seed. What is selected is held against a plain condition on what was planted; the
 * service-managed form against the accounts the simulated service really deploys it to, and against every other form.
 * {@code -Doracle.runs=1000} runs more of them.
 */
class SelectionOracleTest {
    private static final int RUNS = Integer.getInteger("oracle.runs", 200);

    private final Map<String, Integer> forms = new TreeMap<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void selection_isWhatWasMeant_andSoIsItsServiceManagedForm() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            check(seed, new RandomOrganization(random), random);
        }

        System.out.printf(
                "oracle: %d organizations and selectors, none differs; service-managed forms: %s%n", RUNS, forms);
        assertThat(forms)
                .as("forms of all kinds came about")
                .containsOnlyKeys("NONE", "INTERSECTION", "DIFFERENCE", "there is none");
    }

    private void check(int seed, RandomOrganization organization, Random random) {
        RandomSelector made = RandomSelector.of(organization, random, 3);
        String what = "seed " + seed + ", " + made.selector();
        try (Simulated simulated = new Simulated(organization.aws, Simulated.MANAGEMENT)) {
            Selection selection = simulated.get(simulated.directory.select(made.selector()));

            assertThat(selection.ids()).as(what).isEqualTo(ids(organization, made.meaning()));
            assertThat(AccountSelector.parse(made.selector().toString()))
                    .as(what)
                    .isEqualTo(made.selector());
            assertThat(selection.explain())
                    .as(what)
                    .allSatisfy(verdict -> assertThat(verdict.because()).isNotEmpty());
            checkForm(what, selection, organization, simulated);
        }
    }

    private void checkForm(String what, Selection selection, RandomOrganization organization, Simulated simulated) {
        ServiceManagedForm form = selection.serviceManaged();
        boolean possible = !selection.ids().isEmpty() && !selection.ids().contains(Simulated.MANAGEMENT);
        assertThat(form.targets().isPresent()).as(what + ": " + form).isEqualTo(possible);
        forms.merge(form.targets().map(targets -> targets.filter().name()).orElse("there is none"), 1, Integer::sum);
        form.targets().ifPresent(targets -> {
            assertThat(names(targets)).as(what + ": " + form).isEqualTo(fewestNames(selection.ids(), organization));
            assertThat(deployed(targets, simulated))
                    .as(what + ": " + form)
                    .isEqualTo(ids(
                            organization,
                            member -> selection.ids().contains(member.id())
                                    && member.state() != AccountState.PENDING_CLOSURE));
        });
    }

    private static Set<String> ids(RandomOrganization organization, Predicate<Member> meaning) {
        return organization.members.stream()
                .filter(meaning)
                .map(Member::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> deployed(Targets.Units targets, Simulated simulated) {
        StackSet stackSet = simulated.get(simulated.stackSets.create(
                "probe",
                s -> s.template(TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))
                        .serviceManaged()));
        simulated.get(
                stackSet.deploy(d -> d.targets(targets).regions("us-east-1")).outcome());
        return simulated.get(stackSet.listInstances().toList()).stream()
                .map(StackInstance::id)
                .map(id -> id.account())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int names(Targets.Units targets) {
        return targets.units().size()
                + targets.accounts()
                        .map(list -> ((AccountList.Accounts) list).accounts().size())
                        .orElse(0);
    }

    /** Every set of units there is, with the accounts to be excluded; and the accounts one by one. An account is a bit. */
    private static int fewestNames(Set<String> wanted, RandomOrganization organization) {
        int units = organization.units.size();
        long wantedBits = bits(organization, member -> wanted.contains(member.id()));
        long[] below = IntStream.range(0, units)
                .mapToLong(unit -> bits(
                        organization,
                        member -> !RandomSelector.isManagement(member) && organization.isIn(member, unit, false)))
                .toArray();
        int fewest = 1 + wanted.size();
        for (int set = 1; set < 1 << units; set++) {
            long covered = 0;
            for (int unit = 0; unit < units; unit++) {
                covered |= (set & 1 << unit) == 0 ? 0 : below[unit];
            }
            if ((wantedBits & ~covered) == 0) {
                fewest = Math.min(fewest, Integer.bitCount(set) + Long.bitCount(covered & ~wantedBits));
            }
        }
        return fewest;
    }

    private static long bits(RandomOrganization organization, Predicate<Member> meaning) {
        return IntStream.range(0, organization.members.size())
                .filter(i -> meaning.test(organization.members.get(i)))
                .mapToLong(i -> 1L << i)
                .reduce(0, (one, other) -> one | other);
    }
}
