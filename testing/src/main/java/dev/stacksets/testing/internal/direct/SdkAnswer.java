package dev.stacksets.testing.internal.direct;

import dev.stacksets.testing.internal.call.Reply;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.util.AwsHeader;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationResponse;
import software.amazon.awssdk.services.cloudformation.model.CreatedButModifiedException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudformation.model.LimitExceededException;
import software.amazon.awssdk.services.cloudformation.model.NameAlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.OperationIdAlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.OperationInProgressException;
import software.amazon.awssdk.services.cloudformation.model.OperationNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotEmptyException;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StaleRequestException;

/** Replies as the SDK gives them to its callers after all its work: a response with its metadata, or an exception. */
final class SdkAnswer {

    private static final SdkHttpResponse OK =
            SdkHttpResponse.builder().statusCode(200).build();

    private static final SdkHttpResponse PAGE = SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "text/html")
            .build();

    private static final Map<String, Supplier<? extends AwsServiceException.Builder>> MODELLED = Map.ofEntries(
            Map.entry("CreatedButModifiedException", CreatedButModifiedException::builder),
            Map.entry("InsufficientCapabilitiesException", InsufficientCapabilitiesException::builder),
            Map.entry("InvalidOperationException", InvalidOperationException::builder),
            Map.entry("LimitExceededException", LimitExceededException::builder),
            Map.entry("NameAlreadyExistsException", NameAlreadyExistsException::builder),
            Map.entry("OperationIdAlreadyExistsException", OperationIdAlreadyExistsException::builder),
            Map.entry("OperationInProgressException", OperationInProgressException::builder),
            Map.entry("OperationNotFoundException", OperationNotFoundException::builder),
            Map.entry("StackInstanceNotFoundException", StackInstanceNotFoundException::builder),
            Map.entry("StackNotFoundException", StackNotFoundException::builder),
            Map.entry("StackSetNotEmptyException", StackSetNotEmptyException::builder),
            Map.entry("StackSetNotFoundException", StackSetNotFoundException::builder),
            Map.entry("StaleRequestException", StaleRequestException::builder));

    private SdkAnswer() {}

    /**
     * What the SDK's caller gets.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException in place of anything but a response
     */
    static CloudFormationResponse of(Action action, Reply reply) {
        if (reply.outcome() instanceof Reply.Answered answered) {
            return response((CloudFormationResponse) answered.response(), OK, reply.requestId());
        }
        if (reply.outcome() instanceof Reply.Refused refused) {
            throw refusal(refused.error(), reply.requestId());
        }
        if (reply.outcome() instanceof Reply.FromProxy proxy) {
            return fromProxy(action, proxy.status(), reply.requestId());
        }
        String why = reply.outcome() instanceof Reply.Dropped dropped ? dropped.why() : "no answer";
        throw SdkClientException.builder()
                .message("Unable to execute HTTP request: " + why)
                .cause(new IOException(why))
                .numAttempts(1)
                .build();
    }

    /** The SDK takes a page with status 200 for an empty answer, and finds no code in any other. */
    private static CloudFormationResponse fromProxy(Action action, int status, String requestId) {
        if (status == 200) {
            return response(action.nothing(), PAGE, requestId);
        }
        throw exception(CloudFormationException.builder(), AwsErrorDetails.builder(), status, requestId);
    }

    private static CloudFormationResponse response(
            CloudFormationResponse response, SdkHttpResponse http, String requestId) {
        AwsResponseMetadata metadata = DefaultAwsResponseMetadata.create(Map.of(AwsHeader.AWS_REQUEST_ID, requestId));
        return (CloudFormationResponse) response.toBuilder()
                .responseMetadata(metadata)
                .sdkHttpResponse(http)
                .build();
    }

    private static AwsServiceException refusal(AwsError error, String requestId) {
        return exception(
                MODELLED.getOrDefault(error.code(), CloudFormationException::builder)
                        .get(),
                AwsErrorDetails.builder().errorCode(error.code()).errorMessage(error.text()),
                error.status(),
                requestId);
    }

    private static AwsServiceException exception(
            AwsServiceException.Builder builder, AwsErrorDetails.Builder details, int status, String requestId) {
        return builder.awsErrorDetails(details.serviceName("CloudFormation")
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(status).build())
                        .build())
                .statusCode(status)
                .requestId(requestId)
                .numAttempts(1)
                .build();
    }
}
