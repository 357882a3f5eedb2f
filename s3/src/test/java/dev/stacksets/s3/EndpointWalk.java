package dev.stacksets.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.TemplateStoreException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The store through the real SDK against a server that speaks S3; {@code src/it/moto.sh} starts one and runs this. */
class EndpointWalk {
    private static final String BUCKET = "stacksets-templates-walk";

    private final S3AsyncClient s3 = S3AsyncClient.builder()
            .endpointOverride(URI.create(System.getProperty("s3.endpoint")))
            .forcePathStyle(true)
            .overrideConfiguration(o -> o.addExecutionInterceptor(new NothingExpected()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();

    /** The SDK takes the "100 Continue" of moto's server for the answer, so it is not asked for. */
    private static final class NothingExpected implements ExecutionInterceptor {
        @Override
        public SdkHttpRequest modifyHttpRequest(
                Context.ModifyHttpRequest context, ExecutionAttributes executionAttributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void put_largeTemplateTwice_isOneObjectThatReadsBack() {
        TemplateSource.Inline template =
                (TemplateSource.Inline) TemplateSource.inline("Resources: {} # ü" + "x".repeat(1_000_000));
        S3TemplateStore store = S3TemplateStore.bucket(BUCKET)
                .client(s3)
                .expectedBucketOwner("123456789012")
                .build();
        s3.createBucket(b -> b.bucket(BUCKET)).join();

        TemplateSource.Url first = store.put(template).join();
        var uploaded = s3.headObject(h -> h.bucket(BUCKET).key(key(first))).join();
        assertThat(store.put(template).join()).isEqualTo(first);

        assertThat(s3.headObject(h -> h.bucket(BUCKET).key(key(first))).join().lastModified())
                .isEqualTo(uploaded.lastModified());
        assertThat(s3.getObject(g -> g.bucket(BUCKET).key(key(first)), AsyncResponseTransformer.toBytes())
                        .join()
                        .asUtf8String())
                .isEqualTo(template.body());
        assertThat(s3.listObjectsV2(l -> l.bucket(BUCKET)).join().contents()).hasSize(1);
    }

    @Test
    void put_bucketThatIsNotThere_saysSo() {
        S3TemplateStore store =
                S3TemplateStore.bucket("no-such-bucket-walk").client(s3).build();

        assertThatThrownBy(() -> store.put((TemplateSource.Inline) TemplateSource.inline("Resources: {}"))
                        .join())
                .cause()
                .isInstanceOf(TemplateStoreException.class)
                .hasMessageContaining("with NoSuchBucket")
                .hasMessageContaining("Create the bucket, or name another.");
    }

    private static String key(TemplateSource.Url url) {
        return URI.create(url.url()).getPath().substring(1);
    }
}
