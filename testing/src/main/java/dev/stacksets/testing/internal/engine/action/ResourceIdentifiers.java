package dev.stacksets.testing.internal.engine.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ResourceIdentifierSummary;

/**
 * By which properties resources of a type are imported, for the types that templates of stack sets have most.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html">Resource
 *     type support for imports</a>
 */
public final class ResourceIdentifiers {

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("AWS::CloudTrail::Trail", "TrailName"),
            Map.entry("AWS::CloudWatch::Alarm", "AlarmName"),
            Map.entry("AWS::Config::ConfigRule", "ConfigRuleName"),
            Map.entry("AWS::DynamoDB::Table", "TableName"),
            Map.entry("AWS::Events::Rule", "Arn"),
            Map.entry("AWS::IAM::Group", "GroupName"),
            Map.entry("AWS::IAM::InstanceProfile", "InstanceProfileName"),
            Map.entry("AWS::IAM::ManagedPolicy", "PolicyArn"),
            Map.entry("AWS::IAM::Role", "RoleName"),
            Map.entry("AWS::IAM::User", "UserName"),
            Map.entry("AWS::KMS::Key", "KeyId"),
            Map.entry("AWS::Lambda::Function", "FunctionName"),
            Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
            Map.entry("AWS::S3::Bucket", "BucketName"),
            Map.entry("AWS::SNS::Topic", "TopicArn"),
            Map.entry("AWS::SQS::Queue", "QueueUrl"));

    private ResourceIdentifiers() {}

    /** One summary for each known type of a template. */
    public static List<ResourceIdentifierSummary> of(Map<String, String> typeByLogicalId) {
        return typeByLogicalId.values().stream()
                .distinct()
                .flatMap(
                        type -> Optional.ofNullable(BY_TYPE.get(type))
                                .map(property -> summary(type, property, typeByLogicalId))
                                .stream())
                .toList();
    }

    private static ResourceIdentifierSummary summary(
            String type, String property, Map<String, String> typeByLogicalId) {
        return ResourceIdentifierSummary.builder()
                .resourceType(type)
                .logicalResourceIds(typeByLogicalId.entrySet().stream()
                        .filter(resource -> resource.getValue().equals(type))
                        .map(Map.Entry::getKey)
                        .toList())
                .resourceIdentifiers(property)
                .build();
    }
}
