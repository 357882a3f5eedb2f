#!/usr/bin/env bash
# cfn-lint over the templates that tests write, where it is installed. Without it, or without them, it says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

skip() { echo "SKIPPED: $*"; exit 0; }
command -v cfn-lint >/dev/null 2>&1 || skip "cfn-lint is not installed (pip install cfn-lint)"
for folder in yaml/target/exported organizations/target/role-templates; do
  [ -d "$folder" ] || skip "no templates in $folder; run mvn -pl yaml,organizations -am test"
  for template in "$folder"/*.yaml; do
    cfn-lint --regions us-east-1 --template "$template"
    echo "ok   $template"
  done
done
echo "PASS $(basename "$0")"
