#!/usr/bin/env bash
# Terraform over a self-managed stack set: apply, an empty second plan, a change, again an empty plan, destroy; against the
# served simulator.
source "$(dirname "$0")/terraformed.sh"
prepare main.tf
serve --time-scale 30 "$@"
export TF_VAR_endpoint=$ENDPOINT

run apply -auto-approve
no_changes
check "instances" "$(cfn list-stack-instances --stack-set-name base --query 'length(Summaries[?Status==`CURRENT`])')" 6
run apply -auto-approve -var level=high
no_changes -var level=high
check "parameter" "$(cfn describe-stack-set --stack-set-name base --query 'StackSet.Parameters[0].ParameterValue')" high
run destroy -auto-approve -var level=high
check "nothing is left" "$(cfn list-stack-sets --status ACTIVE --query 'length(Summaries)')" 0
