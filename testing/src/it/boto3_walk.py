"""Walks a stack set's life with boto3. Usage: boto3_walk.py ENDPOINT (a simulator served with --instant)."""

import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
ACCOUNTS = [f"{n:012d}" for n in range(111, 136)]
REGIONS = ["us-east-1", "eu-west-1"]
TEMPLATE = """
Parameters:
  Env: {Type: String, Default: dev}
Resources:
  Topic: {Type: AWS::SNS::Topic}
"""


def client(service, account="123456789012", region="us-east-1"):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="simulated",
        config=Config(retries={"max_attempts": 1}),
    )


def check(name, actual, expected):
    if actual != expected:
        sys.exit(f"FAIL {name}: {actual!r}, not {expected!r}")
    print(f"ok   {name}")


def refusal(call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


def pages(cfn, operation, key="Summaries", **parameters):
    found = []
    count = 0
    for page in cfn.get_paginator(operation).paginate(PaginationConfig={"PageSize": 7}, **parameters):
        found += page[key]
        count += 1
    return count, found


def ended(cfn, operation_id):
    operation = cfn.describe_stack_set_operation(StackSetName="base", OperationId=operation_id)["StackSetOperation"]
    return operation["Status"], operation.get("StatusDetails", {}).get("FailedStackInstancesCount")


def main():
    check("health", urllib.request.urlopen(f"{ENDPOINT}/_stacksets/health").status, 200)
    cfn = client("cloudformation")
    check("who am I", client("sts", "111122223333").get_caller_identity()["Account"], "111122223333")
    created = cfn.create_stack_set(StackSetName="base", TemplateBody=TEMPLATE, Tags=[{"Key": "team", "Value": "core"}])
    check("by id", cfn.describe_stack_set(StackSetName=created["StackSetId"])["StackSet"]["StackSetName"], "base")
    check("sets of another Region", refusal(client("cloudformation", region="eu-west-1").describe_stack_set,
                                         StackSetName="base"), ("StackSetNotFoundException", 404))
    check("sets of another account", client("cloudformation", "111122223333").list_stack_sets()["Summaries"], [])

    preferences = {"MaxConcurrentPercentage": 100, "FailureTolerancePercentage": 100, "RegionOrder": REGIONS}
    first = cfn.create_stack_instances(StackSetName="base", Accounts=ACCOUNTS, Regions=REGIONS,
                                       OperationPreferences=preferences, OperationId="first")["OperationId"]
    check("the operation id is ours", first, "first")
    check("it ended within the call", ended(cfn, first), ("SUCCEEDED", 0))
    check("id reuse", refusal(cfn.create_stack_instances, StackSetName="base", Accounts=ACCOUNTS, Regions=REGIONS,
                              OperationId="first"), ("OperationIdAlreadyExistsException", 409))
    count, instances = pages(cfn, "list_stack_instances", StackSetName="base")
    check("list_stack_instances", (count, len(instances), len({(i["Account"], i["Region"]) for i in instances})),
          (8, 50, 50))
    count, results = pages(cfn, "list_stack_set_operation_results", StackSetName="base", OperationId=first)
    check("list_stack_set_operation_results", (count, {r["Status"] for r in results}), (8, {"SUCCEEDED"}))
    check("Regions in their order", [results[0]["Region"], results[-1]["Region"]], REGIONS)

    for n in range(8):
        cfn.update_stack_instances(StackSetName="base", Accounts=ACCOUNTS[:1], Regions=REGIONS[:1],
                                   ParameterOverrides=[{"ParameterKey": "Env", "ParameterValue": f"e{n}"}])
    count, operations = pages(cfn, "list_stack_set_operations", StackSetName="base")
    check("list_stack_set_operations", (count, len(operations)), (2, 9))
    one = cfn.describe_stack_instance(StackSetName="base", StackInstanceAccount=ACCOUNTS[0],
                                      StackInstanceRegion=REGIONS[0])["StackInstance"]
    check("override", one["ParameterOverrides"], [{"ParameterKey": "Env", "ParameterValue": "e7"}])
    cfn.update_stack_instances(StackSetName="base", Accounts=ACCOUNTS[:1], Regions=REGIONS[:1], ParameterOverrides=[])
    one = cfn.describe_stack_instance(StackSetName="base", StackInstanceAccount=ACCOUNTS[0],
                                      StackInstanceRegion=REGIONS[0])["StackInstance"]
    check("an empty list removes overrides", one.get("ParameterOverrides", []), [])
    check("filter", len(cfn.list_stack_instances(
        StackSetName="base", Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}])["Summaries"]), 0)
    check("missing instance", refusal(cfn.update_stack_instances, StackSetName="base", Accounts=["999999999999"],
                                      Regions=REGIONS), ("StackInstanceNotFoundException", 404))
    check("stop of what ended", refusal(cfn.stop_stack_set_operation, StackSetName="base", OperationId=first),
          ("InvalidOperationException", 400))

    update = cfn.update_stack_set(StackSetName="base", UsePreviousTemplate=True,
                                  OperationPreferences=preferences)["OperationId"]
    check("update_stack_set", ended(cfn, update), ("SUCCEEDED", 0))
    check("delete with instances", refusal(cfn.delete_stack_set, StackSetName="base"), ("StackSetNotEmptyException", 409))
    removal = cfn.delete_stack_instances(StackSetName="base", Accounts=ACCOUNTS, Regions=REGIONS, RetainStacks=False,
                                         OperationPreferences=preferences)["OperationId"]
    check("delete_stack_instances", ended(cfn, removal), ("SUCCEEDED", 0))
    cfn.delete_stack_set(StackSetName="base")
    cfn.delete_stack_set(StackSetName="nobody")
    print("ok   delete_stack_set: an empty result element decodes")

    for n in range(15):
        cfn.create_stack_set(StackSetName=f"set{n}", TemplateBody=TEMPLATE)
    count, sets = pages(cfn, "list_stack_sets", Status="ACTIVE")
    check("list_stack_sets", (count, len(sets)), (3, 15))
    check("get_template_summary", [p["ParameterKey"] for p in cfn.get_template_summary(TemplateBody=TEMPLATE)["Parameters"]],
          ["Env"])
    check("validate_template", cfn.validate_template(TemplateBody=TEMPLATE)["Parameters"][0]["DefaultValue"], "dev")
    check("an action nobody simulates", refusal(cfn.list_types), ("InvalidAction", 400))
    check("a service nobody simulates", refusal(client("sqs").list_queues), ("UnknownOperationException", 400))
    check("a rest service nobody simulates", refusal(client("s3").list_buckets), ("InvalidAction", 400))

    urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/_stacksets/reset", method="POST"))
    check("reset", cfn.list_stack_sets()["Summaries"], [])


if __name__ == "__main__":
    main()
