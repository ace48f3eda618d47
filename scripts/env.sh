# shellcheck shell=bash
# ./videowall env DOMAIN: the settings and secrets that docker-compose.yml asks for. Needs neither the .NET SDK nor Node.

# Bytes from the system's own source of randomness, in hexadecimal: nothing in it has a meaning in a URL, in YAML or to Compose.
random_hex() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# For a person to type: four groups of five, 100 bits, without letters that look like digits.
random_words() {
  local letters
  letters="$(head -c 2000 /dev/urandom | LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789')"
  printf '%s-%s-%s-%s' "${letters:0:5}" "${letters:5:5}" "${letters:10:5}" "${letters:15:5}"
}

env_file() {
  local domain='' size=hall file="$ROOT/.env"
  while (($# > 0)); do
    case "$1" in
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
  [[ ! -e "$file" ]] || refuse "there is an .env already, and it stays as it is: its secrets are in use. To begin anew, move it away first"
  # noclobber: also if another one writes it at this moment.
  (umask 077 && set -o noclobber && printf '%s\n' \
    "# Written by ./videowall env for docker-compose.yml. Keep a copy in a safe place, and never in version control." \
    "DOMAIN=$domain" \
    "" \
    "# Secrets. Postgres keeps the first password that it was given: changing it here alone locks the wall out." \
    "POSTGRES_PASSWORD=$(random_hex 24)" \
    "LIVEKIT_API_SECRET=$(random_hex 32)" \
    "# Of the user admin at https://$domain/admin" \
    "ADMIN_PASSWORD=$(random_words)" \
    "" \
    "# Size: $size. How many silos, and the most memory each server may take." \
    "SILOS=$silos" \
    "SILO_MEMORY=$silo" \
    "LIVEKIT_MEMORY=$livekit" \
    "POSTGRES_MEMORY=$postgres" >"$file") || fail "$file could not be written"
  say "Wrote .env with new secrets, readable by you only. Next:"
  say "  1. let the DNS name $domain point at this machine"
  say "  2. open 80/tcp, 443/tcp, 7881/tcp and 7882/udp to the world"
  say "  3. docker compose up -d --build"
  say "  4. sign in at https://$domain/admin as admin, with ADMIN_PASSWORD from .env"
}
