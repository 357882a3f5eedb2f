/** Keeps templates too large for a request in an S3 bucket. */
@SuppressWarnings("module") // S3 ends with a digit
@org.jspecify.annotations.NullMarked
module dev.stacksets.s3 {
    requires transitive dev.stacksets.core;
    requires transitive software.amazon.awssdk.services.s3;
    requires transitive software.amazon.awssdk.regions;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires static org.jspecify;

    exports dev.stacksets.s3;
}
