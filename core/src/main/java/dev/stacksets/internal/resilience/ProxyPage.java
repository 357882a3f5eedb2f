package dev.stacksets.internal.resilience;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A proxy's page of HTML with status 200 is read by the SDK as an answer with nothing in it: an empty list, or done. */
final class ProxyPage {
    private ProxyPage() {}

    /** The failure that it is if one came instead of an answer. */
    static @Nullable Throwable insteadOf(@Nullable Object answer) {
        return answer instanceof SdkResponse response && isPage(response.sdkHttpResponse())
                ? new IOException("a page of HTML came instead of an answer")
                : null;
    }

    private static boolean isPage(@Nullable SdkHttpResponse http) {
        return http != null
                && http.firstMatchingHeader("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
    }
}
