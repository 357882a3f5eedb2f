# Sourced by the walks in this folder: starts the runnable jar's simulator on a free loopback port, stops it by its PID.
# JAR may name another jar. Options of the server go to serve; ENDPOINT is where it listens.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
JAR=${JAR:-$HERE/../../../samples/target/stacksets.jar}
SCRATCH=$(mktemp -d)
SERVER=

skip() { echo "SKIPPED: $*"; exit 0; }
need() { command -v "$1" >/dev/null 2>&1 || skip "$1 is not installed"; }

finish() {
  local code=$?
  if [ -n "$SERVER" ]; then
    local ended=0
    kill -TERM "$SERVER" && wait "$SERVER" || ended=$?
    [ "$ended" = 0 ] || { echo "the server ended with $ended"; code=1; }
  fi
  rm -rf "$SCRATCH"
  [ "$code" = 0 ] && echo "PASS $(basename "$0")" || echo "FAIL $(basename "$0")"
  exit "$code"
}

serve() {
  [ -f "$JAR" ] || skip "no $(basename "$JAR"); run mvn -pl samples -am package"
  trap finish EXIT
  : >"$SCRATCH/server.txt" # the server may be slower to make it than we are to read it
  java -jar "$JAR" serve --port 0 "$@" >"$SCRATCH/server.txt" 2>&1 &
  SERVER=$!
  for _ in $(seq 150); do
    ENDPOINT=$(sed -n 's/^listening on //p' "$SCRATCH/server.txt")
    [ -z "$ENDPOINT" ] || break
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.1
  done
  [ -n "$ENDPOINT" ] || { cat "$SCRATCH/server.txt"; SERVER=; exit 1; }
  echo "server: $ENDPOINT $*"
  export AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=simulated AWS_DEFAULT_REGION=us-east-1
  export AWS_ENDPOINT_URL=$ENDPOINT AWS_EC2_METADATA_DISABLED=true AWS_PAGER='' NO_PROXY=127.0.0.1
  export AWS_CONFIG_FILE=$SCRATCH/none AWS_SHARED_CREDENTIALS_FILE=$SCRATCH/none
}

# check NAME ACTUAL EXPECTED
check() {
  if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: $2, not $3"; exit 1; fi
}
