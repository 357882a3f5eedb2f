package dev.stacksets.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** As much of S3 as the store uses. A checksum is S3's own, of what it was given, and only shown to who asks for it. */
final class BucketInMemory implements S3AsyncClient {
    final Map<String, String> objects = new HashMap<>();
    final List<HeadObjectRequest> heads = new ArrayList<>();
    final List<PutObjectRequest> puts = new ArrayList<>();
    final Region region;
    Optional<Supplier<RuntimeException>> headFailure = Optional.empty();
    Optional<Supplier<RuntimeException>> putFailure = Optional.empty();

    BucketInMemory(Region region) {
        this.region = region;
    }

    @Override
    public CompletableFuture<HeadObjectResponse> headObject(HeadObjectRequest request) {
        heads.add(request);
        if (headFailure.isPresent()) {
            return CompletableFuture.failedFuture(headFailure.get().get());
        }
        String body = objects.get(request.key());
        if (body == null) {
            return CompletableFuture.failedFuture(
                    NoSuchKeyException.builder().statusCode(404).build());
        }
        return CompletableFuture.completedFuture(HeadObjectResponse.builder()
                .checksumSHA256(request.checksumMode() == ChecksumMode.ENABLED ? checksum(body) : null)
                .build());
    }

    @Override
    public CompletableFuture<PutObjectResponse> putObject(PutObjectRequest request, AsyncRequestBody content) {
        puts.add(request);
        if (putFailure.isPresent()) {
            return CompletableFuture.failedFuture(putFailure.get().get());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return content.subscribe(buffer -> {
                    byte[] part = new byte[buffer.remaining()];
                    buffer.get(part);
                    bytes.writeBytes(part);
                })
                .thenApply(end -> {
                    String body = bytes.toString(StandardCharsets.UTF_8);
                    if (!checksum(body).equals(request.checksumSHA256())) {
                        throw refusal(400, "BadDigest", "The checksum did not match");
                    }
                    objects.put(request.key(), body);
                    return PutObjectResponse.builder().build();
                });
    }

    static S3Exception refusal(int status, @Nullable String code, @Nullable String message) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .requestId("req-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static String checksum(String body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public S3ServiceClientConfiguration serviceClientConfiguration() {
        return S3ServiceClientConfiguration.builder().region(region).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        throw new IllegalStateException("a client that was handed in stays open");
    }
}
