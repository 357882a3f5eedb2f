package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS through its real SDK client. */
class SecurityTokensTest {

    private final StsClient tokens = new Clients(StackSetsSimulator.create()).tokens(Samples.ONE);

    @Test
    void getCallerIdentity_isWhoCalls() {
        GetCallerIdentityResponse identity = tokens.getCallerIdentity();

        assertThat(identity.account()).isEqualTo(Samples.ONE);
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + Samples.ONE + ":user/simulated");
        assertThat(identity.userId()).isNotBlank();
        assertThat(identity.responseMetadata().requestId()).isNotBlank();
    }

    @Test
    void otherActions_areRefusedByName() {
        assertThatThrownBy(tokens::getSessionToken).isInstanceOfSatisfying(StsException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
            assertThat(refusal).hasMessageContaining("GetSessionToken");
        });
    }
}
