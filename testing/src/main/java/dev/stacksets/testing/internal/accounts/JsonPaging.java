package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.PageTokens;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of Organizations and Account Management.
 *
 * @param tokens of the lists
 * @param most items per page, also when a request does not say
 * @param beginsEmpty whether the first page is empty and has a token, as Organizations may do
 * @param refusal made of a reason and a message
 */
record JsonPaging(PageTokens tokens, int most, boolean beginsEmpty, Refusal refusal) {

    /** How a service refuses bad input. */
    interface Refusal {
        AwsError of(String reason, String message);
    }

    <T> Page<T> page(String scope, List<T> all, @Nullable Integer asked, @Nullable String token) {
        int size = size(asked);
        if (beginsEmpty && token == null) {
            return new Page<>(List.of(), Optional.of(tokens.encode(scope, "-1")));
        }
        Page<Integer> page = tokens.page(
                IntStream.range(position(scope, token), all.size()).iterator(),
                size,
                scope,
                index -> Integer.toString(index));
        return new Page<>(page.items().stream().map(all::get).toList(), page.next());
    }

    /** Of lists that are never longer than a page: nobody was given a token. */
    void refuse(@Nullable String token) {
        if (token != null) {
            throw invalidToken();
        }
    }

    private AwsError invalidToken() {
        return refusal.of("INVALID_NEXT_TOKEN", "You provided an invalid NextToken");
    }

    private int size(@Nullable Integer asked) {
        int size = asked == null ? most : asked;
        if (size < 1) {
            throw refusal.of("MIN_VALUE_EXCEEDED", "MaxResults must be between 1 and " + most);
        }
        if (size > most) {
            throw refusal.of("MAX_VALUE_EXCEEDED", "MaxResults must be between 1 and " + most);
        }
        return size;
    }

    /** One past the end is no mistake: a list may have become shorter. */
    private static int index(String position) {
        int index = Integer.parseInt(position);
        if (index < -1 || index == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no place in a list: " + index);
        }
        return index;
    }

    private int position(String scope, @Nullable String token) {
        try {
            return tokens.decode(scope, token, JsonPaging::index).orElse(-1) + 1;
        } catch (AwsError invalid) {
            throw invalidToken();
        }
    }
}
