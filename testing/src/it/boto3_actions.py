"""Calls every StackSets action with boto3, under both permission models, and looks at what botocore makes of the answers.

Usage: boto3_actions.py ENDPOINT (a simulator served with --accounts 12 and time that passes by itself).
"""

import datetime
import sys
import time

import boto3

from boto3_walk import check, client, pages, refusal

ADMINISTRATOR = "123456789012"
ONE, TWO, THREE = "111122223333", "222233334444", "333344445555"
IRELAND, VIRGINIA = "eu-west-1", "us-east-1"
ALL_AT_ONCE = {"MaxConcurrentPercentage": 100, "FailureTolerancePercentage": 100}
TEMPLATE = """
AWSTemplateFormatVersion: 2010-09-09
Description: Alarms
Parameters:
  Level: {Type: String, Default: low, AllowedValues: [low, high], Description: how loud}
  Password: {Type: String, NoEcho: true, Default: initial}
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Role: {Type: AWS::IAM::Role}
"""
PLAIN = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n"
ACTIONS = """activate_organizations_access create_stack_instances create_stack_set deactivate_organizations_access
 delete_stack_instances delete_stack_set describe_organizations_access describe_stack_instance describe_stack_set
 describe_stack_set_operation detect_stack_set_drift get_template_summary import_stacks_to_stack_set list_stack_instances
 list_stack_instance_resource_drifts list_stack_set_auto_deployment_targets list_stack_set_operation_results
 list_stack_set_operations list_stack_sets stop_stack_set_operation update_stack_instances update_stack_set
 validate_template""".split()

answered = set()


class Counted:
    """A client that remembers which actions were answered."""

    def __init__(self, account=ADMINISTRATOR, region=VIRGINIA):
        self.client = client("cloudformation", account, region)
        self.client.meta.events.register("after-call.cloudformation", self.remember)

    @staticmethod
    def remember(http_response, model, **_):
        if http_response.status_code == 200:
            answered.add(boto3.session.botocore.xform_name(model.name))

    def __getattr__(self, name):
        return getattr(self.client, name)


def ended(cfn, name, operation_id, **call_as):
    """The operation once it is over; what its lists lag behind by default is nothing."""
    for _ in range(1200):
        operation = cfn.describe_stack_set_operation(StackSetName=name, OperationId=operation_id, **call_as)
        if operation["StackSetOperation"]["Status"] in ("SUCCEEDED", "FAILED", "STOPPED"):
            return operation["StackSetOperation"]
        time.sleep(0.02)
    sys.exit(f"FAIL {operation_id} does not end")


def by_hand(call, **parameters):
    """A list that has no paginator: page by page of one, to the empty or absent token."""
    found, token, last = [], None, None
    while True:
        page = call(MaxResults=1, **parameters, **({"NextToken": token} if token else {}))
        found += page["Summaries"]
        token = page.get("NextToken")
        if not token:
            last = page.get("NextToken", "absent")
            return found, last


def templates(cfn):
    summary = cfn.get_template_summary(TemplateBody=TEMPLATE)
    level, password = summary["Parameters"]
    check("get_template_summary: parameters",
          (level["ParameterKey"], level["DefaultValue"], level["ParameterType"], level["NoEcho"],
           level["ParameterConstraints"], level["Description"], password["NoEcho"]),
          ("Level", "low", "String", False, {"AllowedValues": ["low", "high"]}, "how loud", True))
    check("get_template_summary: the rest",
          (summary["Version"], summary["Description"], summary["Capabilities"], summary["ResourceTypes"]),
          ("2010-09-09", "Alarms", ["CAPABILITY_IAM"], ["AWS::SNS::Topic", "AWS::IAM::Role"]))
    check("get_template_summary: reason", "[AWS::IAM::Role]" in summary["CapabilitiesReason"], True)
    check("get_template_summary: identifiers", summary["ResourceIdentifierSummaries"][0],
          {"ResourceType": "AWS::SNS::Topic", "LogicalResourceIds": ["Topic"], "ResourceIdentifiers": ["TopicArn"]})
    check("get_template_summary: warnings", cfn.get_template_summary(
        TemplateBody="Resources: {A: {Type: Nonsense}}",
        TemplateSummaryConfig={"TreatUnrecognizedResourceTypesAsWarnings": True})["Warnings"],
        {"UnrecognizedResourceTypes": ["Nonsense"]})
    validated = cfn.validate_template(TemplateBody="Transform: Macro\n" + TEMPLATE)
    check("validate_template", (validated["DeclaredTransforms"], sorted(validated["Capabilities"]),
                                validated["Description"], len(validated["Parameters"])),
          (["Macro"], ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM"], "Alarms", 2))
    check("a template that is none", refusal(cfn.validate_template, TemplateBody="no"), ("ValidationError", 400))
    check("no such URL", refusal(cfn.validate_template, TemplateURL="https://bucket.example/a"), ("ValidationError", 400))


def definition(cfn):
    created = cfn.create_stack_set(
        StackSetName="base", Description="Alarms", TemplateBody=TEMPLATE, Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": "Password", "ParameterValue": "hunter2"}],
        Tags=[{"Key": "team", "Value": "core"}], ExecutionRoleName="Execution", ClientRequestToken="token-1",
        AdministrationRoleARN=f"arn:aws:iam::{ADMINISTRATOR}:role/Administration", ManagedExecution={"Active": True})
    check("create replayed", cfn.create_stack_set(
        StackSetName="base", Description="Alarms", TemplateBody=TEMPLATE, Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": "Password", "ParameterValue": "hunter2"}],
        Tags=[{"Key": "team", "Value": "core"}], ExecutionRoleName="Execution", ClientRequestToken="token-1",
        AdministrationRoleARN=f"arn:aws:iam::{ADMINISTRATOR}:role/Administration",
        ManagedExecution={"Active": True})["StackSetId"], created["StackSetId"])
    check("create replayed, modified", refusal(
        cfn.create_stack_set, StackSetName="base", TemplateBody=PLAIN, ClientRequestToken="token-1"),
        ("CreatedButModifiedException", 409))
    check("without the capability", refusal(cfn.create_stack_set, StackSetName="no", TemplateBody=TEMPLATE),
          ("InsufficientCapabilitiesException", 400))
    one = cfn.describe_stack_set(StackSetName="base")["StackSet"]
    check("describe_stack_set", {key: one[key] for key in (
        "StackSetName", "Description", "Status", "Capabilities", "Tags", "PermissionModel", "ManagedExecution", "Regions",
        "ExecutionRoleName", "OrganizationalUnitIds")}, {
        "StackSetName": "base", "Description": "Alarms", "Status": "ACTIVE", "Capabilities": ["CAPABILITY_IAM"],
        "Tags": [{"Key": "team", "Value": "core"}], "PermissionModel": "SELF_MANAGED",
        "ManagedExecution": {"Active": True}, "Regions": [], "ExecutionRoleName": "Execution",
        "OrganizationalUnitIds": []})
    check("ARN", one["StackSetARN"], f"arn:aws:cloudformation:{VIRGINIA}:{ADMINISTRATOR}:stackset/{created['StackSetId']}")
    check("NoEcho is masked", {p["ParameterKey"]: p["ParameterValue"] for p in one["Parameters"]},
          {"Level": "low", "Password": "****"})
    check("never checked for drift", (one["StackSetDriftDetectionDetails"]["DriftStatus"],
                                      one["StackSetDriftDetectionDetails"]["TotalStackInstancesCount"]), ("NOT_CHECKED", 0))
    check("no AutoDeployment", "AutoDeployment" in one, False)


def instances(cfn):
    preferences = {**ALL_AT_ONCE, "RegionConcurrencyType": "PARALLEL", "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE"}
    operation = ended(cfn, "base", cfn.create_stack_instances(
        StackSetName="base", Accounts=[ONE, TWO, THREE], Regions=[IRELAND, VIRGINIA], OperationId="create",
        ParameterOverrides=[{"ParameterKey": "Level", "ParameterValue": "high"}],
        OperationPreferences=preferences)["OperationId"])
    check("describe_stack_set_operation", {key: operation[key] for key in (
        "OperationId", "Action", "Status", "OperationPreferences", "ExecutionRoleName", "StatusDetails")}, {
        "OperationId": "create", "Action": "CREATE", "Status": "SUCCEEDED",
        "OperationPreferences": {**preferences, "RegionOrder": []}, "ExecutionRoleName": "Execution",
        "StatusDetails": {"FailedStackInstancesCount": 0}})
    check("times are times", isinstance(operation["CreationTimestamp"], datetime.datetime)
          and operation["CreationTimestamp"] < operation["EndTimestamp"], True)
    check("no RetainStacks on a create", "RetainStacks" in operation, False)
    count, found = pages(cfn, "list_stack_instances", StackSetName="base")
    check("list_stack_instances", (count, {i["Status"] for i in found},
                                   {i["StackInstanceStatus"]["DetailedStatus"] for i in found},
                                   {i["OrganizationalUnitId"] for i in found}, {i["DriftStatus"] for i in found}),
          (1, {"CURRENT"}, {"SUCCEEDED"}, {""}, {"NOT_CHECKED"}))
    one = cfn.describe_stack_instance(StackSetName="base", StackInstanceAccount=ONE,
                                      StackInstanceRegion=IRELAND)["StackInstance"]
    check("describe_stack_instance", (one["ParameterOverrides"], one["LastOperationId"], one["StackId"].split(":")[3:5]),
          ([{"ParameterKey": "Level", "ParameterValue": "high"}], "create", [IRELAND, ONE]))
    results = pages(cfn, "list_stack_set_operation_results", StackSetName="base", OperationId="create")[1]
    check("list_stack_set_operation_results", (len(results), {r["Status"] for r in results},
                                               {r["AccountGateResult"]["Status"] for r in results}),
          (6, {"SUCCEEDED"}, {"SKIPPED"}))
    updated = ended(cfn, "base", cfn.update_stack_instances(
        StackSetName="base", Accounts=[ONE], Regions=[IRELAND], ParameterOverrides=[])["OperationId"])
    check("update_stack_instances", (updated["Action"], updated["Status"]), ("UPDATE", "SUCCEEDED"))
    whole = ended(cfn, "base", cfn.update_stack_set(
        StackSetName="base", UsePreviousTemplate=True, Capabilities=["CAPABILITY_IAM"],
        AdministrationRoleARN=f"arn:aws:iam::{ADMINISTRATOR}:role/Administration",
        Parameters=[{"ParameterKey": "Level", "ParameterValue": "high"},
                    {"ParameterKey": "Password", "UsePreviousValue": True}],
        OperationPreferences=ALL_AT_ONCE)["OperationId"])
    check("update_stack_set", (whole["Action"], whole["Status"]), ("UPDATE", "SUCCEEDED"))


def stopping(cfn):
    slow = cfn.update_stack_instances(StackSetName="base", Accounts=[ONE, TWO, THREE], Regions=[IRELAND, VIRGINIA],
                                      OperationId="slow")["OperationId"]
    waiting = cfn.delete_stack_instances(StackSetName="base", Accounts=[THREE], Regions=[VIRGINIA], RetainStacks=False,
                                         OperationId="waiting")["OperationId"]
    check("QUEUED", cfn.describe_stack_set_operation(StackSetName="base", OperationId=waiting)["StackSetOperation"]["Status"],
          "QUEUED")
    # The one that waits first: once the other is stopped it would begin.
    cfn.stop_stack_set_operation(StackSetName="base", OperationId=waiting)
    cfn.stop_stack_set_operation(StackSetName="base", OperationId=slow)
    check("stop_stack_set_operation", (ended(cfn, "base", slow)["Status"], ended(cfn, "base", waiting)["Status"]),
          ("STOPPED", "STOPPED"))
    cancelled = cfn.list_stack_set_operation_results(
        StackSetName="base", OperationId=slow,
        Filters=[{"Name": "OPERATION_RESULT_STATUS", "Values": "CANCELLED"}])["Summaries"]
    check("what was not reached has no gate result", bool(cancelled) and all(
        "AccountGateResult" not in result and result["StatusReason"] for result in cancelled), True)
    found = cfn.list_stack_instances(StackSetName="base", StackInstanceAccount=THREE, Filters=[
        {"Name": "DETAILED_STATUS", "Values": "CANCELLED"}, {"Name": "LAST_OPERATION_ID", "Values": slow}])["Summaries"]
    check("and is OUTDATED", {i["Status"] for i in found}, {"OUTDATED"})
    ended(cfn, "base", cfn.update_stack_instances(StackSetName="base", Accounts=[ONE, TWO, THREE],
                                                  Regions=[IRELAND, VIRGINIA])["OperationId"])


def drift(cfn):
    operation = ended(cfn, "base", cfn.detect_stack_set_drift(
        StackSetName="base", OperationPreferences=ALL_AT_ONCE)["OperationId"])
    details = operation["StackSetDriftDetectionDetails"]
    check("detect_stack_set_drift", (operation["Action"], details["DriftStatus"], details["DriftDetectionStatus"],
                                     details["TotalStackInstancesCount"], details["InSyncStackInstancesCount"]),
          ("DETECT_DRIFT", "IN_SYNC", "COMPLETED", 6, 6))
    shown = cfn.describe_stack_set(StackSetName="base")["StackSet"]["StackSetDriftDetectionDetails"]
    check("the set shows it", shown["LastDriftCheckTimestamp"], details["LastDriftCheckTimestamp"])
    resources, last = by_hand(cfn.list_stack_instance_resource_drifts, StackSetName="base", StackInstanceAccount=ONE,
                              StackInstanceRegion=IRELAND, OperationId=operation["OperationId"],
                              StackInstanceResourceDriftStatuses=["IN_SYNC", "MODIFIED"])
    check("list_stack_instance_resource_drifts", ([r["LogicalResourceId"] for r in resources], last,
                                                  {r["StackResourceDriftStatus"] for r in resources},
                                                  {r["ResourceType"] for r in resources}),
          (["Role", "Topic"], "absent", {"IN_SYNC"}, {"AWS::IAM::Role", "AWS::SNS::Topic"}))
    check("and the instances", len(cfn.list_stack_instances(
        StackSetName="base", Filters=[{"Name": "DRIFT_STATUS", "Values": "IN_SYNC"}])["Summaries"]), 6)


def removal_and_import(cfn):
    stack_id = cfn.describe_stack_instance(StackSetName="base", StackInstanceAccount=ONE,
                                           StackInstanceRegion=IRELAND)["StackInstance"]["StackId"]
    retained = ended(cfn, "base", cfn.delete_stack_instances(
        StackSetName="base", Accounts=[ONE], Regions=[IRELAND], RetainStacks=True)["OperationId"])
    check("delete_stack_instances", (retained["Action"], retained["Status"], retained["RetainStacks"]),
          ("DELETE", "SUCCEEDED", True))
    check("it is gone", refusal(cfn.describe_stack_instance, StackSetName="base", StackInstanceAccount=ONE,
                                StackInstanceRegion=IRELAND), ("StackInstanceNotFoundException", 404))
    imported = ended(cfn, "base", cfn.import_stacks_to_stack_set(
        StackSetName="base", StackIds=[stack_id], OperationPreferences=ALL_AT_ONCE)["OperationId"])
    check("import_stacks_to_stack_set", (imported["Action"], imported["Status"]), ("CREATE", "SUCCEEDED"))
    check("the same stack", cfn.describe_stack_instance(
        StackSetName="base", StackInstanceAccount=ONE, StackInstanceRegion=IRELAND)["StackInstance"]["StackId"], stack_id)
    check("a stack nobody has", refusal(cfn.import_stacks_to_stack_set, StackSetName="base",
                                        StackIds=[f"arn:aws:cloudformation:{IRELAND}:{ONE}:stack/none/1"]),
          ("StackNotFoundException", 404))
    check("more than ten", refusal(cfn.import_stacks_to_stack_set, StackSetName="base", StackIds=[stack_id] * 11),
          ("LimitExceededException", 400))
    everything = ended(cfn, "base", cfn.delete_stack_instances(
        StackSetName="base", Accounts=[ONE, TWO, THREE], Regions=[IRELAND, VIRGINIA], RetainStacks=False,
        OperationPreferences=ALL_AT_ONCE)["OperationId"])
    check("all removed", (everything["Status"], cfn.list_stack_instances(StackSetName="base")["Summaries"]),
          ("SUCCEEDED", []))
    count, operations = pages(cfn, "list_stack_set_operations", StackSetName="base")
    check("list_stack_set_operations", (count, operations[0]["OperationId"], operations[-1]["OperationId"]),
          (2, everything["OperationId"], "create"))
    cfn.delete_stack_set(StackSetName="base")
    check("delete_stack_set", [s["Status"] for s in pages(cfn, "list_stack_sets")[1]], ["DELETED"])


def from_a_stack(cfn):
    cfn.create_stack_set(StackSetName="plain", TemplateBody=PLAIN)
    ended(cfn, "plain", cfn.create_stack_instances(StackSetName="plain", Accounts=[ADMINISTRATOR],
                                                   Regions=[VIRGINIA])["OperationId"])
    stack_id = cfn.list_stack_instances(StackSetName="plain")["Summaries"][0]["StackId"]
    ended(cfn, "plain", cfn.delete_stack_instances(StackSetName="plain", Accounts=[ADMINISTRATOR], Regions=[VIRGINIA],
                                                   RetainStacks=True)["OperationId"])
    check("summary of a stack", cfn.get_template_summary(StackName=stack_id)["ResourceTypes"], ["AWS::SNS::Topic"])
    cfn.create_stack_set(StackSetName="adopted", StackId=stack_id)
    check("a set from a stack", cfn.get_template_summary(StackSetName="adopted")["ResourceTypes"], ["AWS::SNS::Topic"])
    cfn.delete_stack_set(StackSetName="plain")
    cfn.delete_stack_set(StackSetName="adopted")


def units(cfn):
    organizations = client("organizations", ADMINISTRATOR)
    root = organizations.list_roots()["Roots"][0]["Id"]
    by_name = {unit["Name"]: unit["Id"]
               for unit in organizations.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]}
    workloads, sandbox = by_name["Workloads"], by_name["Sandbox"]
    check("describe_organizations_access", cfn.describe_organizations_access()["Status"], "ENABLED")
    cfn.deactivate_organizations_access()
    check("deactivated", (cfn.describe_organizations_access()["Status"], refusal(
        cfn.create_stack_set, StackSetName="org", TemplateBody=PLAIN, PermissionModel="SERVICE_MANAGED")),
        ("DISABLED", ("ValidationError", 400)))
    cfn.activate_organizations_access()
    cfn.create_stack_set(StackSetName="org", TemplateBody=PLAIN, PermissionModel="SERVICE_MANAGED",
                         AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False})
    operation = ended(cfn, "org", cfn.create_stack_instances(
        StackSetName="org", DeploymentTargets={"OrganizationalUnitIds": [workloads, sandbox]},
        Regions=[IRELAND, VIRGINIA], OperationPreferences=ALL_AT_ONCE)["OperationId"])
    check("units are deployed to", (operation["Status"], operation["DeploymentTargets"]["OrganizationalUnitIds"]),
          ("SUCCEEDED", [workloads, sandbox]))
    found = pages(cfn, "list_stack_instances", StackSetName="org")[1]
    check("each account once per Region", (len(found), {i["OrganizationalUnitId"] for i in found}),
          (18, {workloads, sandbox}))
    one = cfn.describe_stack_set(StackSetName="org")["StackSet"]
    check("what the set shows", (one["AutoDeployment"], sorted(one["OrganizationalUnitIds"]), one["PermissionModel"],
                                 "ExecutionRoleName" in one),
          ({"Enabled": True, "RetainStacksOnAccountRemoval": False}, sorted([workloads, sandbox]), "SERVICE_MANAGED",
           False))
    targets, last = by_hand(cfn.list_stack_set_auto_deployment_targets, StackSetName="org")
    check("list_stack_set_auto_deployment_targets", ({t["OrganizationalUnitId"]: t["Regions"] for t in targets}, last),
          ({workloads: [IRELAND, VIRGINIA], sandbox: [IRELAND, VIRGINIA]}, ""))
    account = next(i["Account"] for i in found if i["OrganizationalUnitId"] == sandbox)
    removed = ended(cfn, "org", cfn.delete_stack_instances(
        StackSetName="org", Regions=[IRELAND], RetainStacks=False, DeploymentTargets={
            "OrganizationalUnitIds": [sandbox], "Accounts": [account], "AccountFilterType": "INTERSECTION"})["OperationId"])
    check("one account alone", len(cfn.list_stack_set_operation_results(
        StackSetName="org", OperationId=removed["OperationId"])["Summaries"]), 1)
    check("accounts alone", refusal(cfn.delete_stack_instances, StackSetName="org", Regions=[IRELAND], RetainStacks=False,
                                    DeploymentTargets={"Accounts": [account]}), ("ValidationError", 400))
    check("not as somebody else", refusal(Counted(ONE).list_stack_sets, CallAs="DELEGATED_ADMIN"),
          ("ValidationError", 400))
    updated = ended(cfn, "org", cfn.update_stack_set(
        StackSetName="org", UsePreviousTemplate=True, OperationPreferences=ALL_AT_ONCE,
        AutoDeployment={"Enabled": False})["OperationId"])
    check("automatic deployment switched off", (updated["Status"], cfn.describe_stack_set(
        StackSetName="org")["StackSet"]["AutoDeployment"]["Enabled"]), ("SUCCEEDED", False))
    rest = ended(cfn, "org", cfn.delete_stack_instances(
        StackSetName="org", DeploymentTargets={"OrganizationalUnitIds": [workloads, sandbox]},
        Regions=[IRELAND, VIRGINIA], RetainStacks=False, OperationPreferences=ALL_AT_ONCE)["OperationId"])
    check("emptied", (rest["Status"], cfn.describe_stack_set(StackSetName="org")["StackSet"]["OrganizationalUnitIds"]),
          ("SUCCEEDED", []))
    cfn.delete_stack_set(StackSetName="org")


def refusals(cfn):
    check("no such set", refusal(cfn.describe_stack_set, StackSetName="none"), ("StackSetNotFoundException", 404))
    cfn.create_stack_set(StackSetName="last", TemplateBody=PLAIN)
    check("no such operation", refusal(cfn.describe_stack_set_operation, StackSetName="last", OperationId="none"),
          ("OperationNotFoundException", 404))
    check("no such member", refusal(cfn.list_stack_sets, MaxResults=100, CallAs="NOBODY"), ("ValidationError", 400))
    check("name taken", refusal(cfn.create_stack_set, StackSetName="last", TemplateBody=PLAIN),
          ("NameAlreadyExistsException", 409))
    ended(cfn, "last", cfn.create_stack_instances(StackSetName="last", Accounts=[ONE], Regions=[IRELAND],
                                                  OperationId="one")["OperationId"])
    check("not empty", refusal(cfn.delete_stack_set, StackSetName="last"), ("StackSetNotEmptyException", 409))
    check("used twice", refusal(cfn.delete_stack_instances, StackSetName="last", Accounts=[ONE], Regions=[IRELAND],
                                RetainStacks=True, OperationId="one"), ("OperationIdAlreadyExistsException", 409))
    check("stop of what ended", refusal(cfn.stop_stack_set_operation, StackSetName="last", OperationId="one"),
          ("InvalidOperationException", 400))
    cfn.update_stack_set(StackSetName="last", UsePreviousTemplate=True, OperationId="two")
    check("busy", refusal(cfn.detect_stack_set_drift, StackSetName="last"), ("OperationInProgressException", 409))
    ended(cfn, "last", "two")


def main():
    cfn = Counted()
    templates(cfn)
    definition(cfn)
    instances(cfn)
    stopping(cfn)
    drift(cfn)
    removal_and_import(cfn)
    from_a_stack(cfn)
    units(cfn)
    refusals(cfn)
    check("every action was answered", sorted(answered), sorted(ACTIONS))


if __name__ == "__main__":
    main()
