package dev.stacksets.internal.resilience;

import dev.stacksets.internal.Futures;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A proxy's page of HTML with status 200 is read by the SDK as an answer with nothing in it: an empty list, or done. */
final class ProxyPage {
    private ProxyPage() {}

    /** Fails if one came instead of an answer. */
    static <T> CompletableFuture<T> refused(CompletableFuture<T> answer) {
        return Futures.map(answer, any -> {
            if (any instanceof SdkResponse response && isPage(response.sdkHttpResponse())) {
                throw new CompletionException(new IOException("a page of HTML came instead of an answer"));
            }
            return any;
        });
    }

    private static boolean isPage(@Nullable SdkHttpResponse http) {
        return http != null
                && http.firstMatchingHeader("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
    }
}
