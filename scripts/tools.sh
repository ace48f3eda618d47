# shellcheck shell=bash
# The tools this program is built with: found, installed where that is possible, or named with where to get them.

is_root_on_debian() { [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null; }

has_dotnet() { command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep '^10\.' >/dev/null; }
has_node() { command -v node >/dev/null && (($(node -p 'process.versions.node.split(".")[0]') >= 20)); }
has_npm() { command -v npm >/dev/null; }

apt_update() { apt-get update -qq -o DPkg::Lock::Timeout=300; }
apt_install() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"; }

# The major version that apt would install, or nothing.
apt_major() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9][0-9]*\).*/\2/p'; }

# need_tool NAME CHECK CURE PACKAGE [LEAST_MAJOR]
need_tool() {
  local name="$1" check="$2" cure="$3" package="$4" least="${5:-0}" major
  "$check" && return
  if is_root_on_debian; then
    [[ -n "${APT_UPDATED:-}" ]] || step 'apt update' apt_update
    APT_UPDATED=1
    major="$(apt_major "$package")"
    if [[ -n "$major" ]] && ((major >= least)); then
      step "apt $package" apt_install "$package"
      hash -r
      "$check" && return
    fi
  fi
  fail "$name is needed to build: $cure"
}

need_tools() {
  need_tool 'the .NET 10 SDK' has_dotnet 'install it from https://dotnet.microsoft.com/download/dotnet/10.0' dotnet-sdk-10.0 10
  need_tool 'Node.js 20 or newer' has_node 'install it from https://nodejs.org' nodejs 20
  need_tool 'npm' has_npm 'it comes with Node.js from https://nodejs.org, or as your system'"'"'s package npm' npm
}

has_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n "$name" ]] && CHROMIUM="$(command -v "$name")" && export CHROMIUM && return
  done
  return 1
}

# The browser tests drive the system's Chromium; CHROMIUM in the environment names another.
need_browser() {
  [[ -f "$ROOT/tests/Browser/package.json" ]] || return 0
  has_browser && return
  if is_root_on_debian; then
    step 'apt update' apt_update
    step 'apt chromium' apt_install chromium fonts-dejavu-core
    hash -r
    has_browser && return
  fi
  fail 'the browser tests need Chromium and a font: install the packages chromium and fonts-dejavu-core, or set CHROMIUM to the program'
}
