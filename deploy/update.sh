#!/usr/bin/env bash
# deploy/update.sh: puts new silos to work without a pause. Builds the image, starts as many new silos beside the old ones, waits
# until they are healthy, then lets the old ones drain one by one. Both kinds work side by side meanwhile; what cannot, and how to
# update then, is said in docs/operations.md.
# If the new ones do not become healthy they are taken away again, and the old ones have never stopped.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."

running() { docker compose ps --quiet silo; }

old=()
while read -r id; do old+=("$id"); done < <(running)
docker compose build --pull silo migrate
if ((${#old[@]} == 0)); then
  exec docker compose up --detach --wait caddy
fi
# Old silos go on with what a migration adds. One that fails changes nothing.
docker compose run --rm --no-deps migrate
# `up` would replace what runs; --no-recreate leaves it alone, and what is missing is made from the new image.
if ! docker compose up --detach --no-deps --no-recreate --wait --scale silo=$((2 * ${#old[@]})) silo; then
  for id in $(running); do
    [[ " ${old[*]} " == *" $id "* ]] || docker rm --force "$id" >/dev/null
  done
  echo 'update: the new silos did not become healthy and are gone; the old ones go on' >&2
  exit 1
fi
for id in "${old[@]}"; do
  docker stop "$id" >/dev/null
  docker rm "$id" >/dev/null
done
echo "update: ${#old[@]} new in place of ${#old[@]} old"
