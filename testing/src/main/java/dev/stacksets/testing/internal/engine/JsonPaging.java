package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.engine.PageToken.Page;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of Organizations and Account Management, which refuse with codes of their own. */
record JsonPaging(String refusal, int most) {

    <T> Page<T> page(String scope, List<T> all, @Nullable Integer asked, @Nullable String token) {
        if (asked != null && (asked < 1 || asked > most)) {
            throw new AwsError(400, refusal, "MaxResults must be between 1 and " + most);
        }
        int from = position(scope, token);
        Page<Integer> page = PageToken.page(
                IntStream.range(from, all.size()).iterator(),
                asked == null ? most : asked,
                scope,
                index -> Integer.toString(index));
        return new Page<>(page.items().stream().map(all::get).toList(), page.next());
    }

    private int position(String scope, @Nullable String token) {
        try {
            return PageToken.decode(scope, token).map(Integer::valueOf).orElse(-1) + 1;
        } catch (AwsError invalid) {
            throw new AwsError(400, refusal, "You provided an invalid NextToken");
        }
    }
}
