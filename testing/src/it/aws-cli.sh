#!/usr/bin/env bash
# A stack set's life through the AWS CLI, against the served simulator.
source "$(dirname "$0")/served.sh"
need java
need aws
serve --stack-duration 20s --time-scale 10 --fail-account 444455556666

cfn() { aws cloudformation "$@" --output text; }
status() { cfn describe-stack-set-operation --stack-set-name base --operation-id "$1" --query StackSetOperation.Status; }
ended() {
  local now=RUNNING
  for _ in $(seq 60); do
    now=$(status "$1")
    case $now in SUCCEEDED | FAILED | STOPPED) break ;; esac
  done
  echo "$now"
}
refusal() { "$@" 2>&1 >/dev/null | sed -n 's/.*error occurred (\([A-Za-z]*\)).*/\1/p'; }

cat >"$SCRATCH/base.yaml" <<'Y'
Parameters:
  Env: {Type: String, Default: dev}
Resources:
  Topic: {Type: AWS::SNS::Topic}
Y
all_at_once='MaxConcurrentPercentage=100,FailureTolerancePercentage=100'

check "who am I" "$(aws sts get-caller-identity --query Account --output text)" 123456789012
id=$(cfn create-stack-set --stack-set-name base --template-body "file://$SCRATCH/base.yaml" \
  --tags Key=team,Value=core --parameters ParameterKey=Env,ParameterValue=prod --query StackSetId)
check "create-stack-set" "${id%%:*}" base
check "name taken" "$(refusal cfn create-stack-set --stack-set-name base --template-body "file://$SCRATCH/base.yaml")" \
  NameAlreadyExistsException
check "tags" "$(cfn describe-stack-set --stack-set-name base --query 'StackSet.Tags[0].Value')" core
check "lookup by id" "$(cfn describe-stack-set --stack-set-name "$id" --query StackSet.StackSetName)" base
check "no AutoDeployment" "$(cfn describe-stack-set --stack-set-name base --query StackSet.AutoDeployment)" None

op=$(cfn create-stack-instances --stack-set-name base --accounts 111122223333 222233334444 \
  --regions us-east-1 eu-west-1 --operation-preferences "$all_at_once" --query OperationId)
check "one operation at a time" "$(refusal cfn delete-stack-instances --stack-set-name base --accounts 111122223333 \
  --regions us-east-1 --no-retain-stacks)" OperationInProgressException
check "create-stack-instances" "$(ended "$op")" SUCCEEDED
check "list-stack-instances" "$(cfn list-stack-instances --stack-set-name base \
  --query 'length(Summaries[?Status==`CURRENT`])')" 4
check "pages" "$(cfn list-stack-instances --stack-set-name base --page-size 1 --query 'Summaries[].Account' | wc -w)" 4
check "the stack is the target account's" "$(cfn describe-stack-instance --stack-set-name base \
  --stack-instance-account 222233334444 --stack-instance-region eu-west-1 --query StackInstance.StackId |
  cut -d: -f4,5)" eu-west-1:222233334444

op=$(cfn create-stack-instances --stack-set-name base --accounts 444455556666 --regions us-east-1 --query OperationId)
check "a failing account" "$(ended "$op")" FAILED
check "its reason" "$(cfn list-stack-set-operation-results --stack-set-name base --operation-id "$op" \
  --query 'Summaries[0].StatusReason' | grep -c AWSCloudFormationStackSetExecutionRole)" 1

op=$(cfn update-stack-set --stack-set-name base --use-previous-template \
  --parameters ParameterKey=Env,ParameterValue=test --query OperationId)
cfn stop-stack-set-operation --stack-set-name base --operation-id "$op"
check "stop-stack-set-operation" "$(ended "$op")" STOPPED
check "list-stack-set-operations" "$(cfn list-stack-set-operations --stack-set-name base --query 'Summaries[0].Status')" \
  STOPPED
op=$(cfn update-stack-instances --stack-set-name base --accounts 111122223333 --regions us-east-1 \
  --parameter-overrides ParameterKey=Env,ParameterValue=one --query OperationId)
check "update-stack-instances" "$(ended "$op")" SUCCEEDED
op=$(cfn detect-stack-set-drift --stack-set-name base --operation-preferences "$all_at_once" --query OperationId)
check "detect-stack-set-drift" "$(ended "$op")" SUCCEEDED
check "describe-stack-set after it" "$(cfn describe-stack-set --stack-set-name base \
  --query 'StackSet.StackSetDriftDetectionDetails.[DriftStatus,TotalStackInstancesCount]')" $'IN_SYNC\t4'
check "list-stack-instance-resource-drifts" "$(cfn list-stack-instance-resource-drifts --stack-set-name base \
  --stack-instance-account 111122223333 --stack-instance-region us-east-1 --operation-id "$op" \
  --query 'Summaries[].[LogicalResourceId,StackResourceDriftStatus]')" $'Topic\tIN_SYNC'

check "delete with instances" "$(refusal cfn delete-stack-set --stack-set-name base)" StackSetNotEmptyException
op=$(cfn delete-stack-instances --stack-set-name base --accounts 111122223333 222233334444 --regions us-east-1 eu-west-1 \
  --no-retain-stacks --operation-preferences "$all_at_once" --query OperationId)
check "delete-stack-instances" "$(ended "$op")" SUCCEEDED
op=$(cfn delete-stack-instances --stack-set-name base --accounts 444455556666 --regions us-east-1 --retain-stacks \
  --query OperationId)
check "delete and retain" "$(ended "$op")" SUCCEEDED
cfn delete-stack-set --stack-set-name base
check "delete-stack-set" "$(refusal cfn describe-stack-set --stack-set-name base)" StackSetNotFoundException
check "deleted, by id" "$(cfn describe-stack-set --stack-set-name "$id" --query StackSet.Status)" DELETED
cfn delete-stack-set --stack-set-name nobody
check "other services are named" "$(aws ecs list-clusters 2>&1 | grep -c 'ecs.*not simulated')" 1
