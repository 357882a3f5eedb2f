package dev.stacksets.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.target.InstanceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons as AWS words them, seen in public. */
class FailureKindTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Account 111122223333 should have 'Exec' role with trust relationship to Role 'Admin'. | ROLE_OR_PERMISSION
            The security token included in the request is invalid | ROLE_OR_PERMISSION
            User: arn:aws:sts::1:assumed-role/x is not authorized to perform: cloudformation:CreateStack | ROLE_OR_PERMISSION
            User: x is not authorized to perform: y with an explicit deny in a service control policy | POLICY_DENIES
            STS is not activated in this region for account:111122223333. Your account administrator can | REGION_NOT_ENABLED
            ResourceLogicalId:B, ResourceType:AWS::S3::Bucket, ResourceStatusReason:b already exists. | NAME_TAKEN
            ResourceLogicalId:B, ResourceType:AWS::S3::Bucket, ResourceStatusReason:no such key. | RESOURCE
            Stack:arn:aws:cloudformation:x is in UPDATE_ROLLBACK_FAILED state and can not be updated. | STACK_STUCK
            Requires capabilities : [CAPABILITY_NAMED_IAM] | CAPABILITY_MISSING
            Requires capabilities : [CAPABILITY_AUTO_EXPAND] | CAPABILITY_MISSING
            AccountGate check failed | ACCOUNT_GATE
            ACCOUNT_SUSPENDED: account 111122223333 was skipped | ACCOUNT_SUSPENDED
            Cancelled since failure tolerance has exceeded | CANCELLED
            No updates are to be performed. | OTHER
            """)
    void reasons_areRead(String reason, FailureKind kind) {
        assertThat(FailureKind.of(Optional.of(reason))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Requires capabilities : [CAPABILITY_NAMED_IAM] | CAPABILITY_NAMED_IAM
            Requires capabilities : [CAPABILITY_AUTO_EXPAND, CAPABILITY_IAM] | CAPABILITY_AUTO_EXPAND CAPABILITY_IAM
            Requires capabilities : [] | ''
            AccountGate check failed | ''
            """)
    void capabilitiesToAdd_areReadFromTheReason(String reason, String required) {
        InstanceResult failed = new InstanceResult(
                new InstanceId("111122223333", "us-east-1"),
                InstanceOutcome.FAILED,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty());

        assertThat(String.join(" ", failed.requiredCapabilities())).isEqualTo(required);
    }

    @Test
    void onlyNewRolesAndPermissions_mayHealByThemselves() {
        assertThat(FailureKind.values())
                .filteredOn(FailureKind::mayHealByItself)
                .containsExactly(FailureKind.ROLE_OR_PERMISSION);
        assertThat(FailureKind.of(Optional.empty())).isEqualTo(FailureKind.OTHER);
        // Each of these words begins what could end with "suspended".
        assertThat(FailureKind.of(Optional.of("account ".repeat(500_000)))).isEqualTo(FailureKind.OTHER);
    }
}
