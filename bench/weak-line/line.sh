#!/usr/bin/env bash
# A bad line on one machine: a network namespace whose way out is narrow and loses packets.
#   line.sh up [UP_KBIT [LOSS_PERCENT [DOWN_KBIT [QUEUE_MS]]]]   makes it, or changes it while it is in use; DOWN_KBIT 0: not shaped
#   line.sh down                                                  takes it away
#   line.sh run COMMAND…                                          runs a command behind it
# Inside 10.77.0.2, this machine 10.77.0.1. Needs root, iproute2 and nftables (loss is dropped by nftables, behind the
# shaper and before the receiver: not every kernel has netem).
set -euo pipefail
space=vwline here=vwline0 there=vwline1

up() {
  local rate="${1:-128}" loss="${2:-5}" back="${3:-0}" queue="${4:-400}"
  if ! ip netns list | grep -q "^$space\b"; then
    ip netns add "$space"
    ip link add "$here" type veth peer name "$there" netns "$space"
    ip addr add 10.77.0.1/24 dev "$here"
    ip link set "$here" up
    ip -n "$space" addr add 10.77.0.2/24 dev "$there"
    ip -n "$space" link set lo up
    ip -n "$space" link set "$there" up
    ip -n "$space" route add default via 10.77.0.1
  fi
  tc -n "$space" qdisc replace dev "$there" root tbf rate "${rate}kbit" burst 1600 latency "${queue}ms"
  tc qdisc del dev "$here" root 2>/dev/null || true
  [[ "$back" == 0 ]] || tc qdisc replace dev "$here" root tbf rate "${back}kbit" burst 1600 latency "${queue}ms"
  lose '' "$here" "$loss"
  # A line that is narrow in both directions loses in both.
  lose "ip netns exec $space" "$there" "$([[ "$back" == 0 ]] && echo 0 || echo "$loss")"
  echo "up ${rate} kbit/s, down $([[ "$back" == 0 ]] && echo 'not shaped' || echo "${back} kbit/s"), queue ${queue} ms, loss ${loss} %"
}

lose() { # lose WHERE DEVICE PERCENT: drops what comes in on the device
  $1 nft -f - <<RULES
table ip $space
delete table ip $space
table ip $space {
  chain arriving {
    type filter hook prerouting priority raw;
    iifname "$2" numgen random mod 100 < $3 drop
  }
}
RULES
}

down() {
  nft delete table ip "$space" 2>/dev/null || true
  ip link del "$here" 2>/dev/null || true
  ip netns del "$space" 2>/dev/null || true
}

case "${1:-}" in
  up) shift; up "$@" ;;
  down) down ;;
  run) shift; exec ip netns exec "$space" "$@" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
