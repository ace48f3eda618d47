# shellcheck shell=bash
# What every command stands on: words, steps with their seconds, and an environment that builds anywhere.
# Sourced by ../videowall, which sets ROOT.

ARTIFACTS="$ROOT/artifacts"
LOGS="$ARTIFACTS/logs"
mkdir -p "$LOGS"

# shellcheck disable=SC2034 # BOLD is for help, in the script that sources this one.
if [[ -t 1 && -z "${CI:-}" && -z "${NO_COLOR:-}" ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' PLAIN=''
fi

# A step that is interrupted is no failure to explain.
trap 'exit 130' INT

say() { printf '%s\n' "$*"; }

# One line, and the exit code of a wrong call (sysexits.h).
refuse() {
  printf 'videowall: %s\n' "$*" >&2
  exit 64
}

# One line, and the exit code of a failed run.
fail() {
  printf 'videowall: %s\n' "$*" >&2
  exit 1
}

spin() {
  local label="$1" start="$SECONDS" i=0
  local -r marks='|/-'
  while :; do
    printf '\r  %s %-12s %s%d s%s ' "${marks:i++%3:1}" "$label" "$DIM" "$((SECONDS - start))" "$PLAIN"
    sleep 0.2
  done
}

# step LABEL COMMAND…: runs it with its output in a log; one line with its seconds, or what went wrong and where it stands.
step() {
  local label="$1" start="$SECONDS" code=0 spinner=''
  shift
  local log="$LOGS/${label// /-}.log"
  if [[ -t 1 && -z "${CI:-}" ]]; then
    spin "$label" &
    spinner=$!
  fi
  # The command stays in the foreground, where Ctrl-C reaches it.
  "$@" >"$log" 2>&1 </dev/null || code=$?
  if [[ -n "$spinner" ]]; then
    kill "$spinner" 2>/dev/null || true
    wait "$spinner" 2>/dev/null || true
    printf '\r\e[K'
  fi
  if ((code == 0)); then
    printf '  %-14s %s%3d s%s\n' "$label" "$DIM" "$((SECONDS - start))" "$PLAIN"
    return
  fi
  printf '  %-14s failed after %d s\n' "$label" "$((SECONDS - start))" >&2
  explain "$log" >&2
  printf 'videowall: %s failed; the whole log is %s\n' "$label" "$log" >&2
  exit 1
}

# The lines of a log that say why, without the machine's own paths.
explain() {
  local lines
  lines="$(grep -iE '(^|[^a-z])(error|fatal|E:|ERR!)' "$1" | grep -vE '[0-9] Error\(s\)' | sort -u | head -n 12 || true)"
  [[ -n "$lines" ]] || lines="$(tail -n 12 "$1")"
  printf '%s\n' "${lines//"$ROOT/"/}"
}

has_icu() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep libicuuc >/dev/null; }

# Builds must work where HOME is missing or read-only, without a terminal, and on a system without ICU.
build_environment() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  export DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
  if [[ "$(uname -s)" == Linux ]] && ! has_icu; then
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY=0
  fi
  [[ -n "${HOME:-}" && -x "$HOME/.dotnet/dotnet" ]] && ! command -v dotnet >/dev/null && PATH="$PATH:$HOME/.dotnet"
  [[ -n "${HOME:-}" && -d "$HOME" && -w "$HOME" ]] && return
  local own="$ARTIFACTS/home"
  mkdir -p "$own/.nuget/NuGet"
  # What the person set up for package sources still counts.
  [[ -r "${HOME:-}/.nuget/NuGet/NuGet.Config" ]] && cp "$HOME/.nuget/NuGet/NuGet.Config" "$own/.nuget/NuGet/"
  [[ -r "${HOME:-}/.npmrc" ]] && export NPM_CONFIG_USERCONFIG="$HOME/.npmrc"
  export HOME="$own" DOTNET_CLI_HOME="$own" NPM_CONFIG_CACHE="$own/.npm"
}
build_environment
