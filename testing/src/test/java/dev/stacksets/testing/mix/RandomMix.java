package dev.stacksets.testing.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * One seeded run: a simulator with an organization, stack sets of both permission models in two Regions, and steps that
 * call, plant, move and let time pass. After every step the simulator's own books must balance and agree with the
 * model's.
 */
final class RandomMix {

    static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-south-1");
    private static final List<String> ACCOUNTS =
            IntStream.rangeClosed(1, 5).mapToObj(i -> String.format("%012d", i)).toList();
    private static final int STEPS = 24;

    /** One seed in so many goes through the SDK's whole pipeline, the others straight to the engine. */
    private static final int THROUGH_HTTP = 8;

    private final Random random;
    private final boolean calm;
    private final boolean direct;
    private final StackSetsSimulator aws;
    private final Staff staff;
    private final World world = new World();
    private final List<SetUnderTest> sets = new ArrayList<>();
    private final Map<String, SetUnderTest> byId = new HashMap<>();
    private final Map<Region, CloudFormationAsyncClient> clients = new HashMap<>();
    private int eventsSeen;

    /** Calm runs only change the organization, so that automatic deployment alone decides how they end. */
    RandomMix(long seed, boolean calm) {
        this(seed, calm, seed % THROUGH_HTTP != 0);
    }

    /** The door makes no difference but to how long a run takes. */
    RandomMix(long seed, boolean calm, boolean direct) {
        this.calm = calm;
        this.direct = direct;
        random = new Random(seed);
        StackSetsSimulator.Builder builder = StackSetsSimulator.builder()
                .seed(seed)
                .stackDuration(Duration.ZERO, Duration.ofSeconds(90))
                .dispatchGap(Duration.ofSeconds(random.nextInt(10)))
                .resultsLag(Duration.ofSeconds(random.nextInt(3) * 20L))
                .defaultPageSize(1 + random.nextInt(100))
                .organization(o -> o.ou("A", a -> a.accounts(2).ou("Deep", deep -> deep.accounts(1)))
                        .ou("B", b -> b.accounts(1))
                        .ou("C", c -> c.accounts(1)));
        if (random.nextBoolean()) {
            builder.failedRegionStopsParallelOnes();
        }
        aws = builder.build();
        staff = new Staff(aws.organization());
        if (!calm) {
            sets.add(new SetUnderTest("self", this, false));
            sets.add(new SetUnderTest("units", this, true));
        }
        sets.add(new SetUnderTest("follows", this, true).follow(List.of(Staff.A)));
        sets.add(new SetUnderTest("trails", this, true).follow(List.of(Staff.B)));
        check();
        for (int i = random.nextInt(5); i > 0; i--) {
            plant(some(ACCOUNTS).get(0));
        }
    }

    Random random() {
        return random;
    }

    StackSetsSimulator aws() {
        return aws;
    }

    Staff staff() {
        return staff;
    }

    World world() {
        return world;
    }

    CloudFormationAsyncClient client(Region region) {
        String account = aws.organization().managementAccount();
        return clients.computeIfAbsent(
                region, where -> direct ? aws.directAsyncClient(account, where) : aws.asyncClient(account, where));
    }

    void known(String stackSetId, SetUnderTest set) {
        byId.put(stackSetId, set);
    }

    /** Runs it and gives the event log, which must be the same for the same seed. */
    List<String> run() {
        for (int step = 0; step < STEPS; step++) {
            act();
            check();
        }
        aws.time().runUntilIdle();
        check();
        sets.forEach(SetUnderTest::requireIdleAsModelled);
        return aws.events();
    }

    private void act() {
        switch (random.nextInt(12)) {
            case 0 -> plant(some(ACCOUNTS).get(0));
            case 1 -> changeStaff();
            case 2, 3, 4 -> aws.time().advance(Duration.ofSeconds(random.nextInt(150)));
            default -> {
                if (calm) {
                    changeStaff();
                } else {
                    // The last two act by themselves.
                    sets.get(Math.max(0, random.nextInt(2 * sets.size()) - sets.size()))
                            .act();
                }
            }
        }
    }

    private void plant(String stranger) {
        if (calm) {
            return;
        }
        List<String> staffed = staff.all();
        String account = random.nextBoolean() ? stranger : staffed.get(random.nextInt(staffed.size()));
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                int times = 1 + random.nextInt(4);
                aws.faults().account(account).fails("planted").times(times);
                world.plantFailures(account, times);
            }
            case 3 -> {
                aws.faults().account(account).drifts("Topic", "/DisplayName", "a", "b");
                world.plantDrift(account);
            }
            case 4 -> {
                aws.faults().account(account).heals();
                world.heal(account);
            }
            default -> aws.faults().account(account).takes(Duration.ofSeconds(random.nextInt(300)));
        }
    }

    private void changeStaff() {
        List<String> staffed = staff.all();
        String account = staffed.get(random.nextInt(staffed.size()));
        String path = Staff.UNITS.get(random.nextInt(Staff.UNITS.size()));
        switch (random.nextInt(8)) {
            case 0 -> staff.hire(path);
            case 1 -> {
                if (staffed.size() > 3) {
                    world.reinstate(account);
                    if (random.nextBoolean()) {
                        staff.leave(account);
                    } else {
                        staff.close(account);
                    }
                }
            }
            case 2 -> suspend(account);
            default -> staff.move(account, path);
        }
    }

    private void suspend(String account) {
        if (calm) {
            return;
        }
        if (world.isSuspended(account)) {
            staff.reinstate(account);
            world.reinstate(account);
        } else {
            staff.suspend(account);
            world.suspend(account);
        }
    }

    private void check() {
        aws.checkInvariants();
        List<String> events = aws.events();
        events.subList(eventsSeen, events.size()).forEach(this::observe);
        eventsSeen = events.size();
        Map<String, Map<String, String>> shown = Shown.instances(aws.describe());
        byId.forEach((id, set) -> set.requireAsModelled(id, shown.getOrDefault(id, Map.of())));
    }

    private void observe(String event) {
        String[] words = event.split(" ", -1);
        switch (words[1]) {
            case "operation" -> model(words[2]).operation(words[3], words[4], words[5]);
            case "instance" -> model(words[2]).instance(words[3], words[4], words[5]);
            default -> {}
        }
    }

    private SetModel model(String stackSetId) {
        return Objects.requireNonNull(byId.get(stackSetId), stackSetId).model(stackSetId);
    }

    /** In calm runs: every account of its units, and no other. */
    void requireEveryAccountWhereItBelongs() {
        for (SetUnderTest set : sets) {
            assertThat(set.accounts()).as(set.name()).containsExactlyInAnyOrderElementsOf(staff.under(set.units()));
        }
    }

    <T> List<T> some(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, 1 + random.nextInt(all.size())));
    }

    List<String> someAccounts() {
        return some(ACCOUNTS);
    }
}
