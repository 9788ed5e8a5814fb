# Sourced by the commands beside it: finds Python and Node, installs and builds only what changed.
# Written for the bash of Debian and of macOS (3.2).

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# A fingerprint of files, cheap enough for every start.
fingerprint() { cksum "$@" 2>/dev/null | cksum | cut -d' ' -f1; }

is_recent_python() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.11 python3.12 python3.13 python3.14 python; do
    [ -n "$name" ] && is_recent_python "$name" && { command -v "$name"; return; }
  done
  stop "Python 3.11 or newer is needed and was not found.
Debian: apt install python3 python3-venv    macOS: brew install python
If it is installed under another name: PYTHON=/path/to/python3 $0"
}

# make_environment FILE...: a virtual environment that holds what these lists pin.
# The list of development tools holds the runtime as well.
make_environment() {
  if ! is_recent_python .venv/bin/python; then
    local python
    python=$(find_python) || exit 1
    say "Making .venv with $("$python" -V)"
    rm -rf .venv
    "$python" -m venv .venv ||
      stop "Python could not make a virtual environment. On Debian: apt install python3-venv"
  fi
  local list=$1 print stamp
  print=$(fingerprint "$@")
  stamp=.venv/installed-$(basename "$list" .txt)
  [ "$(cat "$stamp" 2>/dev/null)" = "$print" ] && return
  say "Installing what $list pins"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --require-hashes -r "$list" || stop "Installing from $list did not work; see above."
  printf '%s' "$print" >"$stamp"
}

# Debian has no node 20 in its older releases: pages then use the plain files.
has_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]
}

# Installs the browser libraries; returns 1 where there is no Node.
install_packages() {
  local print
  print=$(fingerprint package.json package-lock.json)
  [ "$(cat node_modules/.installed 2>/dev/null)" = "$print" ] && return 0
  has_node || return 1
  say "Installing the browser libraries"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
    stop "npm ci did not work; see above."
  printf '%s' "$print" >node_modules/.installed
}

build_assets() {
  local print
  print=$(find app/static package.json package-lock.json build.mjs \
    -path app/static/dist -prune -o -type f -print | LC_ALL=C sort | xargs cksum | cksum | cut -d' ' -f1)
  [ "$(cat app/static/dist/.built 2>/dev/null)" = "$print" ] && return
  if ! install_packages; then
    rm -rf app/static/dist
    say "Node 20 is not here: pages use the plain, unbundled files."
    return
  fi
  say "Building styles and scripts"
  node build.mjs >/dev/null || stop "Building the styles and scripts did not work; see above."
  printf '%s' "$print" >app/static/dist/.built
}
