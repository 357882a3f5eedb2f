#!/usr/bin/env bash
# Terraform over service-managed stack sets: apply, an empty second plan, a change, again an empty plan, destroy; against
# the served simulator with an organization.
source "$(dirname "$0")/terraformed.sh"
prepare units.tf
serve --accounts 8 --time-scale 30 "$@"
export TF_VAR_endpoint=$ENDPOINT
root=$(aws organizations list-roots --output text --query 'Roots[0].Id')
unit() {
  aws organizations list-organizational-units-for-parent --parent-id "$root" --output text \
    --query "OrganizationalUnits[?Name==\`$1\`].Id"
}
TF_VAR_workloads=$(unit Workloads) TF_VAR_sandbox=$(unit Sandbox)
export TF_VAR_workloads TF_VAR_sandbox

run apply -auto-approve
no_changes
check "instances of follows" "$(cfn list-stack-instances --stack-set-name follows \
  --query 'length(Summaries[?Status==`CURRENT`])')" 4
check "instances of named" "$(cfn list-stack-instances --stack-set-name named \
  --query 'length(Summaries[?Status==`CURRENT`])')" 12
run apply -auto-approve -var automatic=false
no_changes -var automatic=false
check "automatic deployment" "$(cfn describe-stack-set --stack-set-name follows \
  --query 'StackSet.AutoDeployment.Enabled')" False
run destroy -auto-approve -var automatic=false
check "nothing is left" "$(cfn list-stack-sets --status ACTIVE --query 'length(Summaries)')" 0
