package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.model.DescribeTypeResponse;
import software.amazon.awssdk.services.cloudformation.model.RegistryType;
import software.amazon.awssdk.services.cloudformation.model.TypeNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** The roles of self-managed stack sets, as IAM and STS tell of them; and the registry their permissions come from. */
class RolesTest {
    private static final String ADMINISTRATOR = "999988887777";
    private static final String MEMBER = "222222222222";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.account(MEMBER, "platform"))
            .build();
    private final IamClient iam = new Clients(aws).roles(ADMINISTRATOR);
    private final StsClient sts = new Clients(aws).tokens(ADMINISTRATOR);

    @Test
    void getRole_unlessSaidOtherwise_isThereAndTrustsCloudFormation() {
        Role role = iam.getRole(r -> r.roleName("Administration")).role();

        assertThat(role.arn()).isEqualTo("arn:aws:iam::" + ADMINISTRATOR + ":role/Administration");
        assertThat(role.createDate()).isEqualTo(aws.time().now());
        assertThat(trust(role)).contains("\"cloudformation.amazonaws.com\"");
    }

    @Test
    void getRole_trustOfItsOwn_isShown() {
        aws.roleTrusts(ADMINISTRATOR, "Administration", "{\"Statement\": []}");

        assertThat(trust(iam.getRole(r -> r.roleName("Administration")).role())).isEqualTo("{\"Statement\": []}");
        assertThat(trust(iam.getRole(r -> r.roleName("Other")).role())).contains("cloudformation.amazonaws.com");
    }

    @Test
    void getRole_plantedAsMissing_isNoSuchEntity() {
        aws.faults().everywhere().missesAdministrationRole();

        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("Administration")))
                .isInstanceOf(NoSuchEntityException.class)
                .hasMessageContaining("The role with name Administration cannot be found.");
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void assumeRole_givesCredentialsOfTheAccount() {
        AssumeRoleResponse taken = assume(MEMBER);
        StsClient inMember = new Clients(aws)
                .tokens(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        taken.credentials().accessKeyId(),
                        taken.credentials().secretAccessKey(),
                        taken.credentials().sessionToken())));

        assertThat(taken.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::" + MEMBER + ":assumed-role/Execution/probe");
        assertThat(taken.credentials().expiration()).isAfter(aws.time().now());
        assertThat(inMember.getCallerIdentity().account()).isEqualTo(MEMBER);
    }

    @Test
    void assumeRole_missingRoleOrSuspendedAccount_isDeniedAlike() {
        aws.faults().account(MEMBER).missesExecutionRole();
        assertDenied(MEMBER);
        assertThat(aws.faults().unused()).isEmpty();

        aws.faults().account(MEMBER).heals();
        assertThat(assume(MEMBER).credentials()).isNotNull();
        aws.organization().suspend(MEMBER);
        assertDenied(MEMBER);
        assertThat(assume("123123123123").credentials()).as("no member").isNotNull();
    }

    @Test
    void requests_thatAreNone_areRefused() {
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("Execution").roleSessionName("probe")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Execution is invalid");
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("arn:aws:iam::" + MEMBER + ":role/Execution")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("RoleSessionName");
        assertThatThrownBy(iam::listRoles)
                .isInstanceOfSatisfying(
                        IamException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidAction"));
    }

    @Test
    void describeType_isWhatWasRegistered() {
        aws.resourceType("AWS::S3::Bucket", "{\"typeName\": \"AWS::S3::Bucket\"}");

        DescribeTypeResponse type =
                aws.client().describeType(r -> r.type(RegistryType.RESOURCE).typeName("AWS::S3::Bucket"));
        assertThat(type.schema()).isEqualTo("{\"typeName\": \"AWS::S3::Bucket\"}");
        assertThat(aws.directClient()
                        .describeType(r -> r.type(RegistryType.RESOURCE).typeName("AWS::S3::Bucket"))
                        .schema())
                .isEqualTo(type.schema());
        assertThatThrownBy(() -> aws.client()
                        .describeType(r -> r.type(RegistryType.RESOURCE).typeName("AWS::S3::Bukket")))
                .isInstanceOf(TypeNotFoundException.class)
                .hasMessageContaining("AWS::S3::Bukket");
        assertThatThrownBy(() -> aws.client()
                        .describeType(r -> r.type(RegistryType.MODULE).typeName("AWS::S3::Bucket")))
                .isInstanceOf(TypeNotFoundException.class);
    }

    private AssumeRoleResponse assume(String account) {
        return sts.assumeRole(
                r -> r.roleArn("arn:aws:iam::" + account + ":role/Execution").roleSessionName("probe"));
    }

    private void assertDenied(String account) {
        assertThatThrownBy(() -> assume(account)).isInstanceOfSatisfying(StsException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(refusal).hasMessageContaining("sts:AssumeRole on resource: arn:aws:iam::" + account);
        });
    }

    private static String trust(Role role) {
        return URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    }
}
