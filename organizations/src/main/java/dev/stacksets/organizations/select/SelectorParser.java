package dev.stacksets.organizations.select;

import dev.stacksets.organizations.tree.AccountState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what selectors write. "not" binds closest, then "and", then "or":
 *
 * <pre>
 * in Root/Workloads and not named 'audit*' and (tagged stage=prod or account 111122223333,444455556666)
 * </pre>
 */
final class SelectorParser {
    private static final String CONDITION =
            "a condition (in, directly in, tagged, named, account, joined before, joined"
                    + " after, state, suspended, management, all, not)";

    private static final String MOMENT = "a day such as 2026-01-31, or a moment such as 2026-01-31T12:00:00Z";

    private static final int DEEPEST = 100;

    private final Words words;
    private int depth;

    SelectorParser(String text) {
        words = new Words(text);
    }

    AccountSelector selector() {
        AccountSelector selector = any();
        words.requireEnd();
        return selector;
    }

    private AccountSelector any() {
        return several("or", false, this::all);
    }

    private AccountSelector all() {
        return several("and", true, this::one);
    }

    private AccountSelector several(String word, boolean all, Supplier<AccountSelector> part) {
        List<AccountSelector> parts = new ArrayList<>(List.of(part.get()));
        while (words.take(word)) {
            parts.add(part.get());
        }
        return AccountSelector.of(all, parts);
    }

    private AccountSelector one() {
        if (++depth > DEEPEST) {
            throw words.expected("at most " + DEEPEST + " of 'not' and '(' in each other");
        }
        AccountSelector selector = oneAtThisDepth();
        depth--;
        return selector;
    }

    private AccountSelector oneAtThisDepth() {
        if (words.take("not")) {
            return one().not();
        }
        if (words.take("(")) {
            AccountSelector selector = any();
            words.require(")");
            return selector;
        }
        return leaf();
    }

    private AccountSelector leaf() {
        if (words.take("in")) {
            return AccountSelector.inUnit(words.value("a unit"));
        }
        if (words.take("directly")) {
            words.require("in");
            return AccountSelector.directlyIn(words.value("a unit"));
        }
        if (words.take("tagged")) {
            String key = words.value("the key of a tag");
            return words.take("=")
                    ? AccountSelector.tagged(key, words.value("the value of a tag"))
                    : AccountSelector.tagged(key);
        }
        if (words.take("named")) {
            return AccountSelector.named(words.value("a name"));
        }
        if (words.take("account")) {
            return AccountSelector.accounts(words.values("an account id"));
        }
        return keyword();
    }

    private AccountSelector keyword() {
        if (words.take("joined")) {
            return words.take("before") ? AccountSelector.joinedBefore(moment()) : after();
        }
        if (words.take("state")) {
            return AccountSelector.inState(
                    words.values("a state").stream().map(this::state).toArray(AccountState[]::new));
        }
        if (words.take("suspended")) {
            return AccountSelector.suspended();
        }
        if (words.take("management")) {
            return AccountSelector.management();
        }
        if (words.take("all")) {
            return AccountSelector.all();
        }
        throw words.expected(CONDITION);
    }

    private AccountSelector after() {
        words.require("after");
        return AccountSelector.joinedAfter(moment());
    }

    private AccountState state(String name) {
        return Arrays.stream(AccountState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> words.wrong("one of " + Arrays.toString(AccountState.values())));
    }

    /** A day begins in UTC. */
    private Instant moment() {
        String text = words.value(MOMENT);
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException malformed) {
            throw words.wrong(MOMENT);
        }
    }
}
