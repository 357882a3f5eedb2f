package dev.stacksets.s3;

import dev.stacksets.error.TemplateStoreException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** A failed call of S3 in words: what happened, where, and what to do. */
record S3Failure(String action, String bucket, String key, Region region, Optional<String> expectedBucketOwner) {
    private static final Set<String> ELSEWHERE = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    TemplateStoreException of(Throwable cause) {
        return cause instanceof AwsServiceException answer ? refused(answer) : unanswered(cause);
    }

    private TemplateStoreException refused(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = text(details == null ? null : details.errorCode(), "HTTP " + answer.statusCode());
        String why = text(details == null ? null : details.errorMessage(), "no word why");
        return failure(
                "S3 refused " + action + " of " + object() + " with " + code + ": " + ended(why) + " "
                        + advice(code, answer.statusCode())
                        + (answer.requestId() == null ? "" : " (request " + answer.requestId() + ")"),
                answer);
    }

    private TemplateStoreException unanswered(Throwable cause) {
        return failure(
                action + " of " + object() + " had no answer from S3: "
                        + ended(text(cause.getMessage(), cause.toString()))
                        + " Check the S3 client's credentials, its endpoint and the network.",
                cause);
    }

    private String advice(String code, int status) {
        if (ELSEWHERE.contains(code) || status == 301) {
            return "The bucket is not in " + region + ": make the S3 client for the Region it is in.";
        }
        if (code.equals("NoSuchBucket")) {
            return "Create the bucket, or name another.";
        }
        if (status == 403) {
            return "The caller needs s3:PutObject and s3:GetObject on arn:"
                    + PartitionMetadata.of(region).id() + ":s3:::" + bucket + "/" + key
                    + expectedBucketOwner
                            .map(owner -> ", and the bucket must belong to account " + owner)
                            .orElse("")
                    + ".";
        }
        return status >= 500 || status == 429
                ? "S3 has trouble or is asked too fast; try again later."
                : "Correct the bucket's settings or the store's.";
    }

    private String object() {
        return "s3://" + bucket + "/" + key;
    }

    private static TemplateStoreException failure(String message, Throwable cause) {
        return new TemplateStoreException(message, null, cause);
    }

    private static String text(@Nullable String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
