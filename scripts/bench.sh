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
    ADMIN_PASSWORD ADMIN_API_KEY LOG_LEVEL MAX_GUESTS TRUSTED_PROXIES FRAME_ANCESTORS \
    ORLEANS_CLUSTER ORLEANS_SILO_PORT ORLEANS_GATEWAY_PORT ORLEANS_ADVERTISED_IP
  BENCH_PROGRAM="$(host_program)"
  export BENCH_PROGRAM
  local needs need
  needs="$(node "$ROOT/bench/suite/main.js" --needs "$@")" || exit $?
  for need in $needs; do
    case "$need" in
      node-baseline) npm_packages --check "$ROOT/bench/node-baseline" || step 'node baseline' npm_packages "$ROOT/bench/node-baseline" ;;
      floor) step 'build floor' dotnet_build "$ROOT/bench/Floor/Floor.csproj" ;;
      silo) build_host ;;
      *) fail "the bench asks for '$need', which this command cannot build" ;;
    esac
  done
  exec node "$ROOT/bench/suite/main.js" "$@"
}
