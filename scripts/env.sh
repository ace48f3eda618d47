# shellcheck shell=bash
# ./videowall env DOMAIN: .env and secrets/, which docker-compose.yml asks for. Needs neither the .NET SDK nor Node.

# Bytes from the system's own source of randomness, in hexadecimal: nothing in it has a meaning in a URL, in YAML or to Compose.
random_hex() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# For a person to type: four groups of five, 100 bits, without letters that look like digits.
random_words() {
  local letters
  letters="$(head -c 2000 /dev/urandom | LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789')"
  printf '%s-%s-%s-%s' "${letters:0:5}" "${letters:5:5}" "${letters:10:5}" "${letters:15:5}"
}

# A secret is a file of its own, which its server sees at /run/secrets/. Servers run as users of their own, so the files are readable and
# the folder around them is not.
keep_secret() {
  mkdir -p "$ROOT/secrets" && chmod 700 "$ROOT/secrets"
  # noclobber: what is in use stays, also if another one writes it at this moment.
  (umask 022 && set -o noclobber && printf '%s\n' "$2" >"$ROOT/secrets/$1") || fail "secrets/$1 could not be written"
}

# write_secrets SUPERUSER LIVEKIT ADMIN: what is empty is made anew.
write_secrets() {
  keep_secret superuser_password "${1:-$(random_hex 24)}"
  keep_secret database_url "postgres://videowall_app:$(random_hex 24)@postgres:5432/videowall"
  keep_secret migrations_database_url "postgres://videowall_owner:$(random_hex 24)@postgres:5432/videowall"
  keep_secret livekit_api_secret "${2:-$(random_hex 32)}"
  keep_secret admin_password "${3:-$(random_words)}"
}

# ./videowall env --secrets: for an .env of an earlier version, which held the secrets itself.
move_secrets() {
  local file="$ROOT/.env" name
  [[ -e "$file" ]] || refuse "there is no .env: write one with ./videowall env wall.example.org"
  [[ ! -e "$ROOT/secrets" ]] || refuse "there is a folder secrets already, and it stays as it is: it is in use"
  local -A old=()
  for name in POSTGRES_PASSWORD LIVEKIT_API_SECRET ADMIN_PASSWORD; do
    old[$name]="$(sed -n "s/^$name=//p" "$file" | tail -n 1)"
    [[ -n "${old[$name]}" ]] || refuse ".env has no $name: it is none of an earlier version"
  done
  write_secrets "${old[POSTGRES_PASSWORD]}" "${old[LIVEKIT_API_SECRET]}" "${old[ADMIN_PASSWORD]}"
  say "Wrote the secrets of .env into secrets/; their three lines in .env are read no more. How to go on: docs/operations.md"
}

env_file() {
  local domain='' size=hall file="$ROOT/.env"
  while (($# > 0)); do
    case "$1" in
      --secrets) (($# == 1)) && [[ -z "$domain" ]] || refuse "--secrets takes nothing else"; move_secrets; return ;;
      --size) size="${2:-}"; shift ;;
      --size=*) size="${1#*=}" ;;
      -*) refuse "env does not know '$1'; see ./videowall help" ;;
      *) [[ -z "$domain" ]] || refuse "env takes one domain, such as wall.example.org"; domain="$1" ;;
    esac
    (($# > 0)) && shift
  done
  [[ -n "$domain" ]] || refuse 'env takes the name at which people reach the wall: ./videowall env wall.example.org'
  domain="$(printf '%s' "$domain" | tr '[:upper:]' '[:lower:]')"
  if [[ ! "$domain" =~ ^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$ ]]; then
    refuse "'$domain' is no domain: write only its name, such as wall.example.org, and point its DNS at this machine"
  fi
  local silos silo livekit postgres
  case "$size" in
    hall) silos=1 silo=768m livekit=2g postgres=1g ;;
    nationwide) silos=3 silo=2g livekit=8g postgres=4g ;;
    *) refuse "--size is hall or nationwide" ;;
  esac
  [[ ! -e "$file" && ! -e "$ROOT/secrets" ]] || refuse "there is an .env or a folder secrets already, and they stay as they are: they are in use. To begin anew, move them away first"
  write_secrets '' '' ''
  # noclobber: also if another one writes it at this moment.
  (umask 077 && set -o noclobber && printf '%s\n' \
    "# Written by ./videowall env for docker-compose.yml; its secrets are in secrets/. Keep a copy of both in a safe place, never in version control." \
    "DOMAIN=$domain" \
    "" \
    "# Size: $size. How many silos, and the most memory each server may take." \
    "SILOS=$silos" \
    "SILO_MEMORY=$silo" \
    "LIVEKIT_MEMORY=$livekit" \
    "POSTGRES_MEMORY=$postgres" >"$file") || fail "$file could not be written"
  say "Wrote .env, and new secrets into secrets/, which only you can open. Next:"
  say "  1. let the DNS name $domain point at this machine"
  say "  2. open 80/tcp, 443/tcp, 7881/tcp and 7882/udp to the world"
  say "  3. docker compose up -d --build"
  say "  4. sign in at https://$domain/admin as admin, with the password in secrets/admin_password"
}
