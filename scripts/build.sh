# shellcheck shell=bash
# What has to be built, and whether it has to be.

# The server's settings that this command sets for a person at a terminal (contract: HOST, DATA_DIR).
host_settings() {
  export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8080}" DATA_DIR="${DATA_DIR:-$ROOT/data}"
}

host_program() { printf '%s/Silo/bin/Release/net10.0/VideoWall.Silo.dll' "$ROOT"; }

# restores NAME PROJECT: asked once per set of package versions: an incomplete NuGet source does not mend itself between two starts.
restores() {
  local versions answer
  versions="$(cksum <"$ROOT/Directory.Packages.props" | tr ' ' '-')"
  answer="$ARTIFACTS/$1-$versions"
  if [[ ! -f "$answer" ]]; then
    if dotnet restore "$2" >"$LOGS/$1.log" 2>&1; then printf yes >"$answer"; else printf no >"$answer"; fi
  fi
  [[ "$(<"$answer")" == yes ]]
}

livekit_sdk_restores() { VIDEOWALL_LIVEKIT_SDK=yes restores livekit-sdk "$ROOT/tests/LiveKit.Tests/LiveKit.Tests.csproj"; }

# One hash over everything the server is made of.
host_sources() {
  local -a parts=("$ROOT/sql" "$ROOT/scripts")
  local project
  for project in "$ROOT"/*/*.csproj; do parts+=("${project%/*}"); done
  node "$ROOT/scripts/fingerprint.mjs" "$ROOT"/Directory.*.props "$ROOT"/Directory.*.targets "$ROOT"/[Nn]u[Gg]et.[Cc]onfig "$ROOT/global.json" \
    "$ROOT/.editorconfig" "$ROOT/BannedSymbols.txt" "${parts[@]}"
}

npm_packages() { node "$ROOT/scripts/npm-packages.mjs" "$@"; }

dotnet_build() { dotnet build "$1" -c Release -v q --nologo -clp:NoSummary; }

build_host() {
  local program stamp hash
  program="$(host_program)"
  stamp="$ARTIFACTS/built"
  if [[ -z "${DATABASE_URL:-}" ]] && ! npm_packages --check "$ROOT/Storage/postgres"; then
    step 'postgres' npm_packages "$ROOT/Storage/postgres"
  fi
  hash="$(host_sources)"
  if [[ ! -f "$program" || ! -f "${program%/*}/wwwroot/wall.html" || ! -f "$stamp" || "$(<"$stamp")" != "$hash" ]]; then
    npm_packages --check "$ROOT/WebFront/ClientApp" || step 'page packages' npm_packages "$ROOT/WebFront/ClientApp"
    step 'build' dotnet_build "$ROOT/Silo/Silo.csproj"
    printf '%s' "$hash" >"$stamp"
  fi
}

build_tests() {
  local -a folders=()
  local manifest
  for manifest in "$ROOT"/Storage/postgres "$ROOT"/WebFront/ClientApp "$ROOT"/tests/*; do
    [[ -f "$manifest/package-lock.json" ]] && ! npm_packages --check "$manifest" && folders+=("$manifest")
  done
  ((${#folders[@]} == 0)) || step 'packages' npm_packages "${folders[@]}"
  # The conformance tests with LiveKit's .NET SDK; MSBuild reads the variable too (tests/LiveKit.Tests/LiveKit.Tests.csproj).
  if livekit_sdk_restores; then export VIDEOWALL_LIVEKIT_SDK=yes; else export VIDEOWALL_LIVEKIT_SDK=no; fi
  step 'build' dotnet_build "$ROOT/VideoWall.sln"
}
