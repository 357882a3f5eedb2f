package dev.stacksets.testing.internal.transport;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * One HTTP response.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param requestId goes into {@code x-amzn-RequestId}
 * @param body the text of the body
 */
public record WireResponse(int status, String contentType, String requestId, String body) {

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    SdkHttpResponse head(int length) {
        return SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Integer.toString(length))
                .putHeader("x-amzn-RequestId", requestId)
                .build();
    }
}
