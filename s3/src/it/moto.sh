#!/usr/bin/env bash
# The template store through the real SDK against moto's S3 on a free loopback port, where moto is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
SCRATCH=$(mktemp -d)
SERVER=

skip() { echo "SKIPPED: $*"; exit 0; }
python3 -c 'import moto.server' 2>/dev/null || skip "moto_server is not installed (pip install 'moto[server]')"

finish() {
  local code=$?
  [ -z "$SERVER" ] || { kill -TERM "$SERVER" && wait "$SERVER"; } || true
  [ "$code" = 0 ] || tail -n 40 "$SCRATCH"/*.txt
  rm -rf "$SCRATCH"
  [ "$code" = 0 ] && echo "PASS $(basename "$0")" || echo "FAIL $(basename "$0")"
  exit "$code"
}
trap finish EXIT

PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 -m moto.server -H 127.0.0.1 -p "$PORT" >"$SCRATCH/moto.txt" 2>&1 &
SERVER=$!
for _ in $(seq 150); do
  ! (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null || break
  kill -0 "$SERVER" 2>/dev/null || { SERVER=; exit 1; }
  sleep 0.1
done
echo "server: http://127.0.0.1:$PORT"
mvn --batch-mode --no-transfer-progress -pl s3 -am test -Derrorprone.checks=-XepDisableAllChecks -Dtest=EndpointWalk -Dsurefire.failIfNoSpecifiedTests=false \
  -Ds3.endpoint="http://127.0.0.1:$PORT" | tee "$SCRATCH/maven.txt" | grep -E 'Tests run|BUILD'
grep -q 'Tests run: 2, Failures: 0, Errors: 0, Skipped: 0' "$SCRATCH/maven.txt"
