package dev.stacksets.organizations.select;

import dev.stacksets.organizations.select.RandomOrganization.Member;
import dev.stacksets.organizations.tree.AccountState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A selector made up by a seed, beside what it must mean: a plain condition on the account that was planted. */
record RandomSelector(AccountSelector selector, Predicate<Member> meaning) {

    static RandomSelector of(RandomOrganization organization, Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf(organization, random);
        }
        RandomSelector one = of(organization, random, depth - 1);
        RandomSelector other = of(organization, random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> new RandomSelector(one.selector.not(), one.meaning.negate());
            case 1 -> new RandomSelector(one.selector.excludingSuspended(), one.meaning.and(RandomSelector::isActive));
            case 2 ->
                new RandomSelector(
                        one.selector.excludingManagement(), one.meaning.and(member -> !isManagement(member)));
            case 3 -> new RandomSelector(one.selector.or(other.selector), one.meaning.or(other.meaning));
            case 4 -> new RandomSelector(one.selector.except(other.selector), one.meaning.and(other.meaning.negate()));
            default -> new RandomSelector(one.selector.and(other.selector), one.meaning.and(other.meaning));
        };
    }

    private static RandomSelector leaf(RandomOrganization organization, Random random) {
        int unit = random.nextInt(organization.units.size());
        String byId = organization.unitIds.get(unit);
        String byPath = organization.units.get(unit).path();
        String key = organization.pick(RandomOrganization.KEYS);
        String value = organization.pick(RandomOrganization.VALUES);
        return switch (random.nextInt(9)) {
            case 0 ->
                new RandomSelector(AccountSelector.inUnit(byPath), member -> organization.isIn(member, unit, false));
            case 1 ->
                new RandomSelector(AccountSelector.inUnit(byId), member -> organization.isIn(member, unit, false));
            case 2 ->
                new RandomSelector(AccountSelector.directlyIn(byPath), member -> organization.isIn(member, unit, true));
            case 3 ->
                new RandomSelector(
                        AccountSelector.tagged(key), member -> member.tags().containsKey(key));
            case 4 ->
                new RandomSelector(
                        AccountSelector.tagged(key, value),
                        member -> Optional.ofNullable(member.tags().get(key))
                                .filter(value::equals)
                                .isPresent());
            case 5 -> name(random);
            case 6 -> listed(organization, random);
            case 7 -> joined(organization, random);
            default ->
                random.nextBoolean()
                        ? new RandomSelector(AccountSelector.all(), member -> true)
                        : new RandomSelector(
                                AccountSelector.inState(AccountState.SUSPENDED),
                                member -> member.state() == AccountState.SUSPENDED);
        };
    }

    private static RandomSelector name(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new RandomSelector(
                        AccountSelector.named("shop*"), member -> member.name().startsWith("shop"));
            case 1 ->
                new RandomSelector(
                        AccountSelector.named("?hop"),
                        member -> member.name().equals("shop") || member.name().equals("Shop"));
            case 2 ->
                new RandomSelector(
                        AccountSelector.named("it's"), member -> member.name().equals("it's"));
            default ->
                new RandomSelector(
                        AccountSelector.named("*a*"), member -> member.name().contains("a"));
        };
    }

    private static RandomSelector listed(RandomOrganization organization, Random random) {
        List<String> ids = Stream.concat(
                        Stream.of("000000000000"),
                        organization.members.stream()
                                .filter(member -> random.nextInt(3) == 0)
                                .map(Member::id))
                .toList();
        return new RandomSelector(AccountSelector.accounts(ids), member -> ids.contains(member.id()));
    }

    private static RandomSelector joined(RandomOrganization organization, Random random) {
        Instant moment = organization.pick(organization.members).joined().plus(Duration.ofMinutes(random.nextInt(2)));
        return random.nextBoolean()
                ? new RandomSelector(
                        AccountSelector.joinedBefore(moment),
                        member -> member.joined().isBefore(moment))
                : new RandomSelector(
                        AccountSelector.joinedAfter(moment),
                        member -> !member.joined().isBefore(moment));
    }

    private static boolean isActive(Member member) {
        return member.state() == AccountState.ACTIVE;
    }

    static boolean isManagement(Member member) {
        return member.name().equals("management");
    }
}
