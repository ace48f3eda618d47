# shellcheck shell=bash
# ./videowall bench: builds what the options need, then measures. The measuring itself is in ../bench/suite.

bench_micro() {
  (($# == 0)) || refuse "bench --micro takes nothing else"
  need_tools
  step 'build micro' dotnet_build "$ROOT/bench/Micro/Micro.csproj"
  mkdir -p "$ARTIFACTS/bench"
  exec dotnet "$ROOT/bench/Micro/bin/Release/net10.0/VideoWall.Micro.dll" --artifacts "$ARTIFACTS/bench/micro"
}

bench_main() {
  if [[ "${1:-}" == --micro ]]; then
    shift
    bench_micro "$@"
  fi
  need_tools
  # The operator's own settings must not reach into what is measured.
  unset DATABASE_URL DATA_DIR PORT HOST PUBLIC_BASE_URL LIVEKIT_URL LIVEKIT_PUBLIC_URL LIVEKIT_API_KEY LIVEKIT_API_SECRET \
    ADMIN_PASSWORD ADMIN_API_KEY LOG_LEVEL TRUSTED_PROXIES FRAME_ANCESTORS
  BENCH_HOST="$(choose_host false)"
  export BENCH_HOST="${BENCH_HOST,,}"
  local needs need
  needs="$(node "$ROOT/bench/suite/main.js" --needs "$@")" || exit $?
  for need in $needs; do
    case "$need" in
      node-baseline) npm_packages --check "$ROOT/bench/node-baseline" || step 'node baseline' npm_packages "$ROOT/bench/node-baseline" ;;
      Silo)
        [[ -f "$ROOT/Silo/Silo.csproj" ]] || refuse 'this checkout has no silo host; measure --host standalone'
        orleans_restores || fail "the packages of Orleans cannot be restored here, see ${LOGS#"$ROOT/"}/orleans.log; measure --host standalone"
        build_host Silo
        ;;
      *) build_host "$need" ;;
    esac
  done
  exec node "$ROOT/bench/suite/main.js" "$@"
}
