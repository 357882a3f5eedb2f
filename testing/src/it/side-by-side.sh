#!/usr/bin/env bash
# The same stack set through Terraform and through this library, against the served simulator: seconds of the whole process,
# calls, and operations for 3 accounts x 2 Regions and 10 x 3. A stack takes 20 simulated seconds, which pass 10 times as fast.
# It reports; nothing is compared with a bound. Other sizes as arguments: 5x1. Needs samples/target/stacksets.jar.
source "$(dirname "$0")/terraformed.sh"
need python3
need javac
SCALE=${SCALE:-10}
PROXY=

javac -cp "$JAR" -d "$SCRATCH/classes" "$HERE/SideBySide.java"
prepare side-by-side.tf
serve --stack-duration 20s --time-scale "$SCALE"
python3 "$HERE/counting_proxy.py" "$ENDPOINT" >"$SCRATCH/proxy.txt" &
PROXY=$!
trap 'code=$?; kill "$PROXY" || true; (exit "$code"); finish' EXIT
for _ in $(seq 100); do COUNTING=$(cat "$SCRATCH/proxy.txt"); [ -n "$COUNTING" ] && break || sleep 0.1; done

measured() { # WHO WHAT COMMAND...
  local who=$1 what=$2 began ended
  shift 2
  curl -s "$COUNTING/_counts" >"$SCRATCH/counts.txt"
  began=$(date +%s.%N)
  "$@" >"$SCRATCH/run.txt" 2>&1 || { tail -40 "$SCRATCH/run.txt"; exit 1; }
  ended=$(date +%s.%N)
  read -r calls operations <<<"$(curl -s "$COUNTING/_counts")"
  printf '%-10s %-22s %8.1f s %6s calls %4s operations\n' "$who" "$what" "$(echo "$ended - $began" | bc)" "$calls" "$operations"
}
ours() { java -cp "$SCRATCH/classes:$JAR" SideBySide "$1" "$COUNTING" "$ACCOUNTS" "$REGIONS"; }
quoted() { echo "[\"${1//,/\",\"}\"]"; }

terraform_in version | grep -v '^on '
java -version 2>&1 | head -n 1
walk() { # ACCOUNTS REGIONS
  ACCOUNTS=$(printf '%012d,' $(seq 100000000001 "$((100000000000 + $1))"))
  ACCOUNTS=${ACCOUNTS%,}
  REGIONS=$(echo us-east-1,eu-west-1,ap-south-1 | cut -d, -f1-"$2")
  export TF_VAR_endpoint=$COUNTING TF_VAR_accounts=$(quoted "$ACCOUNTS") TF_VAR_regions=$(quoted "$REGIONS")
  echo "== $1 accounts x $2 Regions"
  measured library "create and deploy" ours apply
  measured library "look, nothing to do" ours look
  measured library "change a parameter" ours change
  measured library "delete everything" ours destroy
  measured terraform "apply" terraform_in apply -auto-approve
  measured terraform "plan, nothing to do" terraform_in plan -detailed-exitcode
  measured terraform "change a parameter" terraform_in apply -auto-approve -var level=high
  measured terraform "destroy" terraform_in destroy -auto-approve -var level=high
}
for size in "${@:-3x2 10x3}"; do
  for each in $size; do walk "${each%x*}" "${each#*x}"; done
done
