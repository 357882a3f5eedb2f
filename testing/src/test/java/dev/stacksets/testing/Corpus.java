package dev.stacksets.testing;

import java.util.List;

/** A request of every action as it should be, and values that no request should have. {@code UNIT} is a unit's id. */
final class Corpus {

    static final String TEMPLATE = "Parameters%3A%0A+P%3A+%7BType%3A+String%2C+Default%3A+x%2C+AllowedPattern%3A+"
            + "'%28x%2Bx%2B%29%2By%7C.*'%7D%0AResources%3A%0A+A%3A%0A++Type%3A+AWS%3A%3ASNS%3A%3ATopic";

    static final List<String> FORMS = List.of(
            "Action=CreateStackSet&StackSetName=fuzz&TemplateBody=" + TEMPLATE
                    + "&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue=xxxxxxxx"
                    + "&Tags.member.1.Key=a&Tags.member.1.Value=b&Capabilities.member.1=CAPABILITY_IAM"
                    + "&ManagedExecution.Active=true&ClientRequestToken=t",
            "Action=CreateStackSet&StackSetName=units&TemplateBody=" + TEMPLATE
                    + "&PermissionModel=SERVICE_MANAGED&AutoDeployment.Enabled=true"
                    + "&AutoDeployment.RetainStacksOnAccountRemoval=false&CallAs=SELF",
            "Action=UpdateStackSet&StackSetName=base&UsePreviousTemplate=true&OperationId=u1&Description=d"
                    + "&Accounts.member.1=111122223333&Regions.member.1=eu-west-1"
                    + "&Parameters.member.1.ParameterKey=P&Parameters.member.1.UsePreviousValue=true",
            "Action=DeleteStackSet&StackSetName=nobody",
            "Action=DescribeStackSet&StackSetName=base",
            "Action=ListStackSets&Status=ACTIVE&MaxResults=10",
            "Action=CreateStackInstances&StackSetName=base&Accounts.member.1=111122223333&Regions.member.1=eu-west-1"
                    + "&ParameterOverrides.member.1.ParameterKey=P&ParameterOverrides.member.1.ParameterValue=xx"
                    + "&OperationPreferences.RegionOrder.member.1=eu-west-1&OperationPreferences.MaxConcurrentCount=2"
                    + "&OperationPreferences.FailureToleranceCount=1&OperationId=c1",
            "Action=CreateStackInstances&StackSetName=org&DeploymentTargets.OrganizationalUnitIds.member.1=UNIT"
                    + "&DeploymentTargets.Accounts.member.1=100000000001&DeploymentTargets.AccountFilterType=DIFFERENCE"
                    + "&Regions.member.1=eu-west-1&OperationId=c2&CallAs=SELF",
            "Action=UpdateStackInstances&StackSetName=base&Accounts.member.1=111122223333&Regions.member.1=eu-west-1"
                    + "&ParameterOverrides=&OperationId=u2",
            "Action=DeleteStackInstances&StackSetName=base&Accounts.member.1=444455556666&Regions.member.1=eu-west-1"
                    + "&RetainStacks=true&OperationId=d1",
            "Action=DescribeStackInstance&StackSetName=base&StackInstanceAccount=111122223333"
                    + "&StackInstanceRegion=eu-west-1",
            "Action=ListStackInstances&StackSetName=base&MaxResults=5&Filters.member.1.Name=DETAILED_STATUS"
                    + "&Filters.member.1.Values=SUCCEEDED&StackInstanceAccount=111122223333",
            "Action=DescribeStackSetOperation&StackSetName=base&OperationId=first",
            "Action=ListStackSetOperations&StackSetName=base&MaxResults=1",
            "Action=ListStackSetOperationResults&StackSetName=base&OperationId=first"
                    + "&Filters.member.1.Name=OPERATION_RESULT_STATUS&Filters.member.1.Values=SUCCEEDED",
            "Action=StopStackSetOperation&StackSetName=base&OperationId=first",
            "Action=DetectStackSetDrift&StackSetName=base&OperationId=drift1",
            "Action=ListStackInstanceResourceDrifts&StackSetName=base&StackInstanceAccount=111122223333"
                    + "&StackInstanceRegion=eu-west-1&OperationId=drift0&StackInstanceResourceDriftStatuses.member.1=IN_SYNC",
            "Action=ImportStacksToStackSet&StackSetName=base&OperationId=i1"
                    + "&StackIds.member.1=arn%3Aaws%3Acloudformation%3Aeu-west-1%3A1%3Astack%2Fa%2Fb",
            "Action=ListStackSetAutoDeploymentTargets&StackSetName=org&MaxResults=3",
            "Action=ActivateOrganizationsAccess",
            "Action=DeactivateOrganizationsAccess",
            "Action=DescribeOrganizationsAccess&CallAs=SELF",
            "Action=ValidateTemplate&TemplateBody=" + TEMPLATE,
            "Action=GetTemplateSummary&TemplateBody=" + TEMPLATE
                    + "&TemplateSummaryConfig.TreatUnrecognizedResourceTypesAsWarnings=true");

    /** Target or path, then body. */
    static final List<List<String>> JSONS = List.of(
            List.of("DescribeOrganization", "{}"),
            List.of("ListRoots", "{\"MaxResults\":5}"),
            List.of("ListAccounts", "{\"MaxResults\":5,\"NextToken\":\"x\"}"),
            List.of("ListAccountsForParent", "{\"ParentId\":\"UNIT\"}"),
            List.of("ListChildren", "{\"ParentId\":\"UNIT\",\"ChildType\":\"ACCOUNT\"}"),
            List.of("ListParents", "{\"ChildId\":\"100000000001\"}"),
            List.of("DescribeAccount", "{\"AccountId\":\"100000000001\"}"),
            List.of("DescribeOrganizationalUnit", "{\"OrganizationalUnitId\":\"UNIT\"}"),
            List.of("ListTagsForResource", "{\"ResourceId\":\"UNIT\"}"),
            List.of("ListDelegatedAdministrators", "{}"),
            List.of("ListDelegatedServicesForAccount", "{\"AccountId\":\"100000000001\"}"),
            List.of("/listRegions", "{\"MaxResults\":5,\"RegionOptStatusContains\":[\"ENABLED\"]}"),
            List.of("/getRegionOptStatus", "{\"RegionName\":\"eu-south-1\",\"AccountId\":\"100000000001\"}"));

    static final List<String> NASTY = List.of(
            "",
            "%00",
            "%ff%fe",
            "%EF%BF%BF",
            "%F0%9D%84%9E",
            "%u0041",
            "%",
            "-1",
            "0",
            "99999999999999999999999999",
            "1e999999999",
            "NaN",
            "true",
            "null",
            "*",
            "..%2F..%2Fetc%2Fpasswd",
            "%3C%21%5BCDATA%5B%5D%5D%3E%26amp%3B",
            "a".repeat(5_000),
            "%5B".repeat(20_000),
            "%7Ba%3A".repeat(5_000),
            "Resources%3A+%26a+%5B*a%5D",
            "%21%21javax.script.ScriptEngineManager+%5B%5D",
            "%25YAML+999999999999.1%0A---%0Aa",
            "%22%5Cuffffffff%22",
            "arn%3Aaws%3Acloudformation%3A%3A%3Astack%2F",
            "base%3A00000000-0000-0000-0000-000000000000");

    static final List<String> NASTY_JSON = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e999999999",
            "99999999999999999999999999",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"" + "a".repeat(5_000) + "\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"a\":{\"a\":{}}}",
            "[".repeat(20_000),
            "{\"a\":".repeat(20_000),
            "[".repeat(900) + "]".repeat(900),
            "NaN",
            "'x'",
            "/*c*/1");

    private Corpus() {}
}
