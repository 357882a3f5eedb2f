package dev.stacksets.organizations.internal;

import dev.stacksets.AwsCalls;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Tag;

/** Tags, a call for each account or unit: AWS lists them no other way. */
public final class TagReads {
    private final AwsCalls<OrganizationsAsyncClient> calls;
    private final Duration maxAge;
    private final Map<String, Aged<Map<String, String>>> known = new ConcurrentHashMap<>();

    public TagReads(AwsCalls<OrganizationsAsyncClient> calls, Duration maxAge) {
        this.calls = calls;
        this.maxAge = maxAge;
    }

    /** Tags by key, for each id. */
    public CompletableFuture<Map<String, Map<String, String>>> of(Collection<String> ids) {
        List<String> each = ids.stream().distinct().toList();
        return calls.each(each, this::of).thenApply(read -> {
            Map<String, Map<String, String>> tags = new LinkedHashMap<>();
            for (int i = 0; i < each.size(); i++) {
                tags.put(each.get(i), read.get(i));
            }
            return tags;
        });
    }

    /** Whoever asks next gets them read anew. */
    public void forget() {
        known.clear();
    }

    private CompletableFuture<Map<String, String>> of(String id) {
        return known.computeIfAbsent(id, key -> new Aged<>(calls.time(), maxAge, () -> read(key)))
                .get();
    }

    private CompletableFuture<Map<String, String>> read(String id) {
        return calls.list(
                        "ListTagsForResource",
                        (client, token) ->
                                client.listTagsForResource(r -> r.resourceId(id).nextToken(token)),
                        ListTagsForResourceResponse::tags,
                        ListTagsForResourceResponse::nextToken)
                .thenApply(tags ->
                        tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second)));
    }
}
