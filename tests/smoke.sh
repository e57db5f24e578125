#!/usr/bin/env bash
# Start the site as `make run` does, twice, and ask it for pages.
set -euo pipefail
cd "$(dirname "$0")/.."
export DATA_DIR PORT=${PORT:-8765}
DATA_DIR=$(mktemp -d)
log=$DATA_DIR/log
stop() { [ -z "${pid:-}" ] || { kill -TERM -- "-$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; pid=; }; }
trap 'stop; rm -rf "$DATA_DIR"' EXIT

start() {
  rm -f "$log"
  began=$(date +%s.%N)
  set -m; make run >"$log" 2>&1 & pid=$!; set +m
  for _ in $(seq 1 600); do
    grep -qs "^Ready: " "$log" && break
    kill -0 "$pid" 2>/dev/null || { cat "$log"; exit 1; }
    sleep 0.1
  done
  python3 - "$PORT" <<'PY'
import sys, urllib.request
base = f"http://127.0.0.1:{sys.argv[1]}"
for path in ("/", "/roles/", "/skills/", "/quiz/", "/livez", "/readyz", "/admin/login/"):
    with urllib.request.urlopen(base + path, timeout=10) as answer:
        assert answer.status == 200, path
        assert path.startswith("/admin") or "Set-Cookie" not in answer.headers, path
PY
  echo "$1: $(echo "$(date +%s.%N) - $began" | bc 2>/dev/null || python3 -c "import time; print(round(time.time() - $began, 1))") s to the first pages"
}
start "first start"; stop
start "second start"; stop
