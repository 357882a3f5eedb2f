#!/usr/bin/env bash
# Terraform: apply, an empty second plan, a change, again an empty plan, destroy; against the served simulator.
# The AWS provider comes from where Terraform is configured to look, or from the mirror folder TF_PLUGIN_DIR.
source "$(dirname "$0")/served.sh"
need java
need terraform
need aws

# Nothing but loopback is ever asked: without a local copy of the provider there is nothing to run.
[ -n "${TF_PLUGIN_DIR:-}" ] || [ -f "${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}" ] ||
  skip "no local AWS provider: name its mirror folder in TF_PLUGIN_DIR, or configure one in TF_CLI_CONFIG_FILE"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
cp "$HERE/terraform/main.tf" "$SCRATCH/"
terraform_in() { terraform -chdir="$SCRATCH" "$@" -no-color; }
terraform_in init ${TF_PLUGIN_DIR:+-plugin-dir="$TF_PLUGIN_DIR"} >"$SCRATCH/init.txt" 2>&1 || {
  cat "$SCRATCH/init.txt"
  rm -rf "$SCRATCH"
  skip "terraform init found no AWS provider (name a mirror folder in TF_PLUGIN_DIR)"
}
serve "$@"
export TF_VAR_endpoint=$ENDPOINT

run() {
  echo "terraform $*"
  terraform_in "$@" >"$SCRATCH/run.txt" 2>&1 || { tail -60 "$SCRATCH/run.txt"; exit 1; }
  grep -E '^(Apply|Destroy) complete' "$SCRATCH/run.txt" || true
}
no_changes() {
  local code=0
  terraform_in plan -detailed-exitcode "$@" >"$SCRATCH/plan.txt" 2>&1 || code=$?
  [ "$code" = 0 ] || tail -60 "$SCRATCH/plan.txt"
  check "an empty plan" "$code" 0
}

run apply -auto-approve
no_changes
check "instances" "$(aws cloudformation list-stack-instances --stack-set-name base --output text \
  --query 'length(Summaries[?Status==`CURRENT`])')" 6
run apply -auto-approve -var level=high
no_changes -var level=high
check "parameter" "$(aws cloudformation describe-stack-set --stack-set-name base --output text \
  --query 'StackSet.Parameters[0].ParameterValue')" high
run destroy -auto-approve -var level=high
check "nothing is left" "$(aws cloudformation list-stack-sets --status ACTIVE --output text --query 'length(Summaries)')" 0
