# moto in its own process: reads a number of calls per line and answers with the calls per second it made.
import os
import sys
import time

os.environ.update(AWS_ACCESS_KEY_ID="simulated", AWS_SECRET_ACCESS_KEY="simulated", AWS_DEFAULT_REGION="us-east-1")

import boto3
from moto import mock_aws

template, accounts, regions = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
with mock_aws():
    client = boto3.client("cloudformation")
    client.create_stack_set(StackSetName="base", TemplateBody=template)
    operation = client.create_stack_instances(StackSetName="base", Accounts=accounts, Regions=regions)["OperationId"]
    for line in sys.stdin:
        calls = int(line)
        start = time.perf_counter()
        for _ in range(calls):
            client.describe_stack_set_operation(StackSetName="base", OperationId=operation)
        print(calls / (time.perf_counter() - start), flush=True)
