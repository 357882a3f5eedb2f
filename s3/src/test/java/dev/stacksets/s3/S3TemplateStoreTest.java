package dev.stacksets.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.TemplateStoreException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class S3TemplateStoreTest {
    private static final TemplateSource.Inline TEMPLATE =
            (TemplateSource.Inline) TemplateSource.inline("# nobody-reads-this ü\nResources: {}");

    private final BucketInMemory s3 = new BucketInMemory(Region.EU_WEST_1);
    private final S3TemplateStore store =
            S3TemplateStore.bucket("templates").client(s3).build();

    @Test
    void put_newTemplate_isUploadedUnderItsHash() {
        TemplateSource.Url url = store.put(TEMPLATE).join();

        String key = "stacksets-templates/" + TEMPLATE.sha256() + ".template";
        assertThat(url.url()).isEqualTo("https://templates.s3.eu-west-1.amazonaws.com/" + key);
        assertThat(s3.objects).containsOnlyKeys(key).containsValue(TEMPLATE.body());
        assertThat(s3.puts).singleElement().satisfies(put -> {
            assertThat(put.bucket()).isEqualTo("templates");
            assertThat(put.contentType()).isEqualTo("text/plain; charset=utf-8");
            assertThat(put.serverSideEncryption()).isNull();
            assertThat(put.expectedBucketOwner()).isNull();
        });
    }

    @Test
    void put_sameTemplateAgain_isNotUploadedAgain() {
        TemplateSource.Url first = store.put(TEMPLATE).join();

        assertThat(store.put(TEMPLATE).join()).isEqualTo(first);
        assertThat(s3.heads).hasSize(2);
        assertThat(s3.puts).hasSize(1);
    }

    @Test
    void put_objectOfThatNameWithOtherContent_isReplaced() {
        String key = "stacksets-templates/" + TEMPLATE.sha256() + ".template";
        s3.objects.put(key, "somebody else's");

        store.put(TEMPLATE).join();

        assertThat(s3.objects).containsEntry(key, TEMPLATE.body());
    }

    @Test
    void put_callerWhoMayNotLookButUpload_uploads() {
        s3.headFailure = Optional.of(() -> BucketInMemory.refusal(403, null, null));

        store.put(TEMPLATE).join();

        assertThat(s3.objects).hasSize(1);
    }

    @Test
    void put_ownerAndPrefix_goWithEveryCall() {
        S3TemplateStore owned = S3TemplateStore.bucket("templates")
                .client(s3)
                .keyPrefix("team.a/x_y-z/")
                .expectedBucketOwner("111122223333")
                .build();

        TemplateSource.Url url = owned.put(TEMPLATE).join();

        assertThat(url.url()).endsWith(".amazonaws.com/team.a/x_y-z/" + TEMPLATE.sha256() + ".template");
        assertThat(s3.heads).extracting("expectedBucketOwner").containsExactly("111122223333");
        assertThat(s3.puts).extracting("expectedBucketOwner").containsExactly("111122223333");
        assertThat(owned).hasToString("templates in s3://templates/team.a/x_y-z/");
    }

    @ParameterizedTest
    @CsvSource({
        "templates, us-east-1, https://templates.s3.us-east-1.amazonaws.com/",
        "templates, cn-north-1, https://templates.s3.cn-north-1.amazonaws.com.cn/",
        "templates, us-gov-west-1, https://templates.s3.us-gov-west-1.amazonaws.com/",
        "my.templates, eu-west-1, https://s3.eu-west-1.amazonaws.com/my.templates/"
    })
    void put_address_isOneCloudFormationReads(String bucket, String region, String beginning) {
        S3TemplateStore elsewhere = S3TemplateStore.bucket(bucket)
                .client(s3)
                .region(Region.of(region))
                .build();

        assertThat(elsewhere.put(TEMPLATE).join().url()).startsWith(beginning + "stacksets-templates/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied      | s3:PutObject and s3:GetObject on arn:aws:s3:::templates/stacksets-templates/",
                "404 | NoSuchBucket      | Create the bucket, or name another.",
                "301 | PermanentRedirect | The bucket is not in eu-west-1: make the S3 client for the Region it is in.",
                "400 | AuthorizationHeaderMalformed | The bucket is not in eu-west-1",
                "503 | SlowDown          | try again later",
                "400 | InvalidRequest    | Correct the bucket's settings or the store's."
            })
    void put_refused_saysWhatWhereAndWhatNext(int status, String code, String advice) {
        s3.putFailure = Optional.of(() -> BucketInMemory.refusal(status, code, "because"));

        assertThatThrownBy(() -> store.put(TEMPLATE).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(TemplateStoreException.class)
                .hasMessageContaining("S3 refused PutObject of s3://templates/stacksets-templates/" + TEMPLATE.sha256())
                .hasMessageContaining("with " + code + ": because.")
                .hasMessageContaining(advice)
                .hasMessageContaining("(request req-1)")
                .hasMessageNotContaining("nobody-reads-this");
    }

    @Test
    void put_bucketOfAnotherOwner_namesWhoWasExpected() {
        s3.putFailure = Optional.of(() -> BucketInMemory.refusal(403, null, null));

        assertThatThrownBy(() -> S3TemplateStore.bucket("templates")
                        .client(s3)
                        .expectedBucketOwner("111122223333")
                        .build()
                        .put(TEMPLATE)
                        .join())
                .cause()
                .hasMessageContaining("with HTTP 403: no word why.")
                .hasMessageContaining("the bucket must belong to account 111122223333");
    }

    @Test
    void put_noAnswer_isTypedAndUploadsNothing() {
        s3.headFailure = Optional.of(() -> SdkClientException.create("Unable to load credentials"));

        assertThatThrownBy(() -> store.put(TEMPLATE).join())
                .cause()
                .isInstanceOf(TemplateStoreException.class)
                .hasMessageContaining("HeadObject of s3://templates/")
                .hasMessageContaining("had no answer from S3: Unable to load credentials.")
                .hasCauseInstanceOf(SdkClientException.class);
        assertThat(s3.puts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Templates", "-templates", "templates-", "a_b", "https://templates"})
    void bucket_badName_isRefused(String name) {
        assertThatThrownBy(() -> S3TemplateStore.bucket(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bucket '" + name + "' is not valid");
    }

    @Test
    void keyPrefix_longAndWrongAtItsEnd_isRefusedAtOnce() {
        // A pattern that repeats within a repetition would try 2^500 ways.
        assertThatThrownBy(() -> S3TemplateStore.bucket("templates").keyPrefix("a".repeat(500) + "!"))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a//b", "../a", "a/./b", "a b/", "ü/", "a?b"})
    void keyPrefix_thatNeedsEscaping_isRefused(String prefix) {
        assertThatThrownBy(() -> S3TemplateStore.bucket("templates").keyPrefix(prefix))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("keyPrefix");
    }

    @Test
    void builder_boundsAndMissingParts_areRefused() {
        S3TemplateStore.Builder builder = S3TemplateStore.bucket("templates");

        assertThatThrownBy(() -> builder.keyPrefix("x".repeat(513))).hasMessageContaining("513 characters");
        assertThatThrownBy(() -> builder.expectedBucketOwner("1234")).hasMessageContaining("12 digits");
        assertThatThrownBy(builder::build).hasMessageContaining("S3AsyncClient.create()");
        assertThatThrownBy(() ->
                        builder.client(new BucketInMemory(Region.AWS_GLOBAL)).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'aws-global' is no Region a bucket is in");
    }
}
