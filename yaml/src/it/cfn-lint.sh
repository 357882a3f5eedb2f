#!/usr/bin/env bash
# cfn-lint over the templates that the tests of this module write, where it is installed. Without it, or without them, it says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

skip() { echo "SKIPPED: $*"; exit 0; }
command -v cfn-lint >/dev/null 2>&1 || skip "cfn-lint is not installed (pip install cfn-lint)"
[ -d target/exported ] || skip "no templates in target/exported; run mvn -pl yaml -am test"
for template in target/exported/*.yaml; do
  cfn-lint --regions us-east-1 --template "$template"
  echo "ok   $(basename "$template")"
done
echo "PASS $(basename "$0")"
