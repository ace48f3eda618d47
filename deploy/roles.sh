#!/usr/bin/env bash
# Runs inside the postgres container: by itself when the database is first made, or by hand (docs/operations.md):
#   docker compose exec postgres bash /docker-entrypoint-initdb.d/roles.sh
set -euo pipefail

# Of postgres://role:password@host/database; ./videowall env writes passwords that need no percent-codes.
password() { sed -E 's#^[^:]+://[^:]+:([^@]+)@.*$#\1#' "/run/secrets/$1"; }

psql --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
  --set=owner_password="$(password migrations_database_url)" --set=app_password="$(password database_url)" \
  --file=/etc/videowall/roles.sql
