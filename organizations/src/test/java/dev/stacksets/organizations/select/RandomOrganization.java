package dev.stacksets.organizations.select;

import dev.stacksets.organizations.Simulated;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small organization made up by a seed, known here without reading it. */
final class RandomOrganization {
    static final List<String> NAMES = List.of("shop", "shop-test", "audit", "audit-log", "data lake", "it's", "Shop");
    static final List<String> KEYS = List.of("stage", "team", "cost center");
    static final List<String> VALUES = List.of("live", "test", "a=b", "");
    private static final int MOST_UNITS = 9;
    private static final int LEVELS = 5;

    /** A unit as its parent's place in the list, the root being the first and its own. */
    record Unit(int parent, String name, String path) {}

    record Member(String id, String name, AccountState state, Map<String, String> tags, Instant joined, int unit) {}

    final List<Unit> units = new ArrayList<>(List.of(new Unit(0, "Root", "Root")));
    final List<Member> members = new ArrayList<>();
    final List<String> unitIds = new ArrayList<>();
    final StackSetsSimulator aws;
    private final Random random;

    RandomOrganization(Random random) {
        this.random = random;
        int count = random.nextInt(MOST_UNITS + 1);
        for (int i = 0; i < count; i++) {
            unit();
        }
        aws = StackSetsSimulator.builder()
                .seed(random.nextLong())
                .stackDuration(Duration.ZERO)
                .organization(organization -> organization.managementAccount(Simulated.MANAGEMENT))
                .build();
        Organization organization = aws.organization();
        unitIds.add(organization.root());
        units.stream()
                .skip(1)
                .forEach(unit -> unitIds.add(organization.createUnit(unitIds.get(unit.parent()), unit.name())));
        members.add(new Member(
                Simulated.MANAGEMENT,
                "management",
                AccountState.ACTIVE,
                Map.of(),
                aws.time().now(),
                0));
        int accounts = random.nextInt(30);
        for (int i = 0; i < accounts; i++) {
            member(organization, i);
        }
    }

    private void unit() {
        int parent = random.nextInt(units.size());
        if (depth(parent) < LEVELS) {
            String name = List.of("Prod", "Test", "Workloads", "Sandbox").get(random.nextInt(4)) + units.size();
            units.add(new Unit(parent, name, units.get(parent).path() + "/" + name));
        }
    }

    private int depth(int unit) {
        return unit == 0 ? 0 : 1 + depth(units.get(unit).parent());
    }

    private void member(Organization organization, int number) {
        aws.time().advance(Duration.ofHours(random.nextInt(3)));
        String id = String.format("%012d", 111_111_111_111L + number * 1_010_101L);
        String name = pick(NAMES);
        int unit = random.nextInt(units.size());
        Map<String, String> tags = new LinkedHashMap<>();
        organization.createAccount(unitIds.get(unit), id, name);
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.put(pick(KEYS), pick(VALUES));
        }
        tags.forEach((key, value) -> organization.tag(id, key, value));
        members.add(
                new Member(id, name, state(organization, id), tags, aws.time().now(), unit));
    }

    private AccountState state(Organization organization, String id) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                organization.suspend(id);
                yield AccountState.SUSPENDED;
            }
            case 1 -> {
                organization.close(id);
                yield AccountState.PENDING_CLOSURE;
            }
            default -> AccountState.ACTIVE;
        };
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    boolean isIn(Member member, int unit, boolean directly) {
        return member.unit() == unit || (!directly && isBelow(member.unit(), unit));
    }

    private boolean isBelow(int unit, int above) {
        return unit != 0
                && (units.get(unit).parent() == above || isBelow(units.get(unit).parent(), above));
    }
}
