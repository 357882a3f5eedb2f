#!/usr/bin/env bash
# The container fixtures and -Pcontainers, with images built on the spot from this machine's Python and moto: nothing is pulled.
# The second image starts as LocalStack's do, and is moto all the same: it shows the fixture, not LocalStack.
# Uses the engine of DOCKER_HOST or of the usual socket; else, as root with dockerd installed, one of its own, which it ends.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SCRATCH=$(mktemp -d)
ENGINE=
IMAGES="stacksets-it/moto:local stacksets-it/localstack-stand-in:local"

skip() { echo "SKIPPED: $*"; exit 0; }
command -v docker >/dev/null 2>&1 || skip "docker is not installed"
python3 -c 'import moto.server' 2>/dev/null || skip "moto_server is not installed (pip install 'moto[server]'), of which the images are made"

finish() {
  local code=$?
  [ "$code" = 0 ] || tail -n 40 "$SCRATCH"/*.txt
  # shellcheck disable=SC2086
  docker rmi -f $IMAGES >/dev/null 2>&1 || true
  [ -z "$ENGINE" ] || { kill -TERM "$ENGINE" && wait "$ENGINE"; } || true
  rm -rf "$SCRATCH"
  [ "$code" = 0 ] && echo "PASS $(basename "$0")" || echo "FAIL $(basename "$0")"
  exit "$code"
}

engine() {
  [ -z "${DOCKER_HOST:-}" ] || { timeout 10 docker info >/dev/null 2>&1 || skip "the engine of DOCKER_HOST does not answer"; return; }
  ! timeout 10 docker info >/dev/null 2>&1 || return 0
  [ "$(id -u)" = 0 ] && command -v dockerd >/dev/null 2>&1 || skip "no container engine runs, and dockerd cannot be started here"
  export DOCKER_HOST=unix://$SCRATCH/docker.sock
  dockerd --data-root "$SCRATCH/data" --exec-root "$SCRATCH/exec" --pidfile "$SCRATCH/pid" -H "$DOCKER_HOST" >"$SCRATCH/dockerd.txt" 2>&1 &
  ENGINE=$!
  for _ in $(seq 300); do
    ! timeout 10 docker info >/dev/null 2>&1 || return 0
    kill -0 "$ENGINE" 2>/dev/null || { ENGINE=; tail -n 5 "$SCRATCH/dockerd.txt"; trap - EXIT; skip "dockerd does not run here, see above"; }
    sleep 0.1
  done
  echo "dockerd does not answer"
  exit 1
}

trap finish EXIT
engine
docker version --format 'engine {{.Server.Version}}, client {{.Client.Version}}'
path='ENV PATH=/usr/local/bin:/usr/bin:/bin'
python3 "$HERE/image/root.py" >"$SCRATCH/root.tar"
docker import --change "$path" --change 'CMD ["python3","-m","moto.server","-H","0.0.0.0","-p","5000"]' \
  "$SCRATCH/root.tar" stacksets-it/moto:local >/dev/null
docker import --change "$path" --change 'EXPOSE 4566' --change 'ENTRYPOINT ["docker-entrypoint.sh"]' \
  "$SCRATCH/root.tar" stacksets-it/localstack-stand-in:local >/dev/null
docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'

cd "$HERE/../../.."
mvn --batch-mode --no-transfer-progress -pl testing -am -Pcontainers test -Dtest=ContainersTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dmoto.image=stacksets-it/moto:local -Dlocalstack.image=stacksets-it/localstack-stand-in:local \
  "$@" >"$SCRATCH/maven.txt" || exit 1
grep -E 'Tests run|BUILD' "$SCRATCH/maven.txt"
grep -q 'Tests run: 4, Failures: 0, Errors: 0, Skipped: 0' "$SCRATCH/maven.txt"
