package dev.stacksets.s3;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.spi.TemplateStore;
import dev.stacksets.text.Printable;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Keeps templates in an S3 bucket, where CloudFormation reads them with the caller's permissions. Thread-safe.
 *
 * <pre>{@code
 * S3AsyncClient s3 = S3AsyncClient.create();
 * StackSets stackSets = StackSets.builder()
 *         .templateStore(S3TemplateStore.bucket("my-templates").client(s3).build())
 *         .build();
 * }</pre>
 *
 * <p>An object is named by the SHA-256 of its text, so the same template is one object however often it is put; one that is
 * there already, with that checksum by S3's own reckoning, is not uploaded again. Nothing is ever deleted: a lifecycle rule
 * on the prefix does that, and does no harm, since a stack set keeps a copy of its template. Encryption is the bucket's own
 * default. The caller needs {@code s3:PutObject} and {@code s3:GetObject} on the prefix, and with a KMS key of one's own
 * {@code kms:GenerateDataKey} and {@code kms:Decrypt}. What passes by itself the client tries again, by its own settings.
 */
public final class S3TemplateStore implements TemplateStore {
    private final S3AsyncClient s3;
    private final String bucket;
    private final String keyPrefix;
    private final @Nullable String expectedBucketOwner;
    private final Region region;

    private S3TemplateStore(Builder builder, S3AsyncClient s3, Region region) {
        this.s3 = s3;
        this.region = region;
        this.bucket = builder.bucket;
        this.keyPrefix = builder.keyPrefix;
        this.expectedBucketOwner = builder.expectedBucketOwner;
    }

    /**
     * Names the bucket.
     *
     * @param name 3 to 63 lower-case letters, digits, dots and hyphens
     * @return a builder; {@link Builder#client} must be set
     * @throws InvalidInputException if it is no bucket name. Source: the S3 user guide's bucket naming rules
     */
    public static Builder bucket(String name) {
        return new Builder(name);
    }

    /**
     * Keeps a template, unless the bucket has it.
     *
     * @param template the text
     * @return where AWS reads it; fails with a {@link dev.stacksets.error.TemplateStoreException}
     */
    @Override
    public CompletableFuture<TemplateSource.Url> put(TemplateSource.Inline template) {
        String key = keyPrefix + template.sha256() + ".template";
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(template.sha256()));
        return isThere(key, checksum)
                .thenCompose(there -> there ? CompletableFuture.completedFuture(null) : upload(key, checksum, template))
                .thenApply(kept -> new TemplateSource.Url(address(key)));
    }

    /** An answer of HeadObject has no words; whatever it refused, PutObject says it better. */
    private CompletableFuture<Boolean> isThere(String key, String checksum) {
        HeadObjectRequest request = HeadObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .expectedBucketOwner(expectedBucketOwner)
                .checksumMode(ChecksumMode.ENABLED)
                .build();
        return s3.headObject(request)
                .thenApply(found -> checksum.equals(found.checksumSHA256()))
                .exceptionallyCompose(thrown -> unwrapped(thrown) instanceof AwsServiceException
                        ? CompletableFuture.completedFuture(false)
                        : failed("HeadObject", key, thrown));
    }

    private CompletableFuture<?> upload(String key, String checksum, TemplateSource.Inline template) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .expectedBucketOwner(expectedBucketOwner)
                .contentType("text/plain; charset=utf-8")
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .checksumSHA256(checksum)
                .build();
        return s3.putObject(request, AsyncRequestBody.fromString(template.body()))
                .exceptionallyCompose(thrown -> failed("PutObject", key, thrown));
    }

    private <T> CompletableFuture<T> failed(String action, String key, Throwable thrown) {
        S3Failure failure = new S3Failure(action, bucket, key, region, Optional.ofNullable(expectedBucketOwner));
        return CompletableFuture.failedFuture(failure.of(unwrapped(thrown)));
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** A bucket with dots in its name has no certificate of its own. */
    private String address(String key) {
        String endpoint =
                "s3." + region.id() + "." + PartitionMetadata.of(region).dnsSuffix();
        return bucket.contains(".")
                ? "https://" + endpoint + "/" + bucket + "/" + key
                : "https://" + bucket + "." + endpoint + "/" + key;
    }

    @Override
    public String toString() {
        return "templates in s3://" + bucket + "/" + keyPrefix;
    }

    /** Builds an {@link S3TemplateStore}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
        /** Possessive, and a slash between any two parts: nothing is tried twice. */
        private static final Pattern KEY_PREFIX =
                Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*+(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*+)*+/?)?");

        private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
        private static final int KEY_PREFIX_LENGTH = 512;

        private final String bucket;
        private String keyPrefix = "stacksets-templates/";
        private @Nullable String expectedBucketOwner;
        private @Nullable S3AsyncClient client;
        private @Nullable Region region;

        private Builder(String bucket) {
            this.bucket =
                    matching(BUCKET, "bucket", bucket, "it has 3 to 63 lower-case letters, digits, dots, hyphens");
        }

        /**
         * Sets the client that puts the templates. It is never closed here; its retries are the only ones.
         *
         * @param client for the Region the bucket is in
         * @return this builder
         */
        public Builder client(S3AsyncClient client) {
            this.client = client;
            return this;
        }

        /**
         * Sets what the names of the objects begin with.
         *
         * @param prefix at most 512 letters, digits and characters of {@code _.-/}, no part beginning with a dot or empty;
         *     may be {@code ""}. Unset, {@code stacksets-templates/}
         * @return this builder
         * @throws InvalidInputException if it has others: they would have to be escaped in the address
         */
        public Builder keyPrefix(String prefix) {
            this.keyPrefix = matching(
                    KEY_PREFIX,
                    "keyPrefix",
                    prefix,
                    "it has letters, digits and characters of _.-/, no part of it begins with a dot or is empty");
            if (prefix.length() > KEY_PREFIX_LENGTH) {
                throw new InvalidInputException(
                        "keyPrefix",
                        "keyPrefix has " + prefix.length() + " characters, but must have at most " + KEY_PREFIX_LENGTH
                                + ".");
            }
            return this;
        }

        /**
         * Names the account the bucket must belong to; S3 refuses every call if it is another's. Guards against a bucket
         * that was deleted and taken by someone else.
         *
         * @param account 12 digits; unset, S3 does not look
         * @return this builder
         * @throws InvalidInputException if it has not 12 digits
         */
        public Builder expectedBucketOwner(String account) {
            this.expectedBucketOwner =
                    matching(ACCOUNT, "expectedBucketOwner", account, "an AWS account id has exactly 12 digits");
            return this;
        }

        /**
         * Says which Region the bucket is in, for a client with cross-Region access.
         *
         * @param region unset, the client's
         * @return this builder
         */
        public Builder region(Region region) {
            this.region = region;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the store
         * @throws InvalidInputException if the client is missing, or the Region is no single one, like aws-global
         */
        public S3TemplateStore build() {
            if (client == null) {
                throw new InvalidInputException(
                        "client", "No client is set: S3AsyncClient.create() makes one with the SDK's defaults.");
            }
            Region home = region == null ? client.serviceClientConfiguration().region() : region;
            if (home.isGlobalRegion()) {
                throw new InvalidInputException(
                        "region", "'" + home + "' is no Region a bucket is in: set the bucket's with region(...).");
            }
            return new S3TemplateStore(this, client, home);
        }

        private static String matching(Pattern pattern, String field, String value, String rule) {
            if (!pattern.matcher(value).matches()) {
                throw new InvalidInputException(
                        field, field + " '" + Printable.value(value) + "' is not valid: " + rule + ".");
            }
            return value;
        }
    }
}
