# Sourced by the Terraform walks: prepares one of the configurations in terraform/, with functions to run it. Nothing but
# loopback is ever asked: without a local copy of the AWS provider there is nothing to run. It comes from where Terraform is
# configured to look, or from the mirror folder TF_PLUGIN_DIR.
source "$(dirname "${BASH_SOURCE[0]}")/served.sh"
need java
need terraform
need aws

[ -n "${TF_PLUGIN_DIR:-}" ] || [ -f "${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}" ] ||
  skip "no local AWS provider: name its mirror folder in TF_PLUGIN_DIR, or configure one in TF_CLI_CONFIG_FILE"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0
terraform_in() { terraform -chdir="$SCRATCH" "$@" -no-color; }

# prepare CONFIGURATION
prepare() {
  cp "$HERE/terraform/$1" "$SCRATCH/main.tf"
  terraform_in init ${TF_PLUGIN_DIR:+-plugin-dir="$TF_PLUGIN_DIR"} >"$SCRATCH/init.txt" 2>&1 || {
    cat "$SCRATCH/init.txt"
    rm -rf "$SCRATCH"
    skip "terraform init found no AWS provider (name a mirror folder in TF_PLUGIN_DIR)"
  }
}

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

cfn() { aws cloudformation "$@" --output text; }
