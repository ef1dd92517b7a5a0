#!/usr/bin/env bash
# Build a dossier from the fifteen articles in examples/dossier, write the memorandum, and show why its best told claim
# stands there. usage: examples/demo.sh [FOLDER]   the dossier is left in FOLDER, else removed at the end
set -euo pipefail

articles=$(dirname "$0")/dossier/articles.jsonl
if [ $# -gt 0 ]; then
  folder=$1
else
  temporary=$(mktemp -d)
  trap 'rm -rf "$temporary"' EXIT
  folder=$temporary/gaza
fi
export MEMCON_DOSSIER=$folder

run() {
  printf '\n$ %s\n' "$*"
  "$@"
}

run memcon init "$folder" --example
run memcon add "$articles"
run memcon brief --since 2025-07-13
# the claim that most articles tell
claim=$(memcon positions --json --limit 0 |
  python3 -c 'import json, sys; print(max(map(json.loads, sys.stdin), key=lambda row: row["articles"])["claim"])')
run memcon why "$claim"
