"""The whole suite: on SQLite, then on PostgreSQL, with browser tests where possible.

What had to be left out is said in one line each at the end.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import postgresql
from tests.browser.chromium import chromium
from tests.content import vnu

# A file stays with one process, so that content loaded for its tests is loaded once;
# the browser's tests, the longest, come first. `ARGS="-n 0"` runs all in one process.
SHARED = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


def run(title: str, database_url: str | None) -> int:
    print(f"== {title}", flush=True)
    environment = {**os.environ}
    environment.pop("DATABASE_URL", None)
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, "-m", "pytest", *SHARED, *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    left_out = []
    failed = run("SQLite", None)
    with ExitStack() as stack:
        url = os.environ.get("TEST_DATABASE_URL")
        bin_folder = None if url else postgresql.binaries()
        if bin_folder:
            url = stack.enter_context(postgresql.cluster(bin_folder))
        if url:
            failed = run("PostgreSQL", url) or failed
        else:
            left_out.append(
                "PostgreSQL: no server is installed and TEST_DATABASE_URL is not set"
            )
    if chromium() is None:
        left_out.append("browser tests: no Chromium was found (CHROMIUM=path)")
    if not vnu.available():
        left_out.append("HTML validity: needs Java, and Node for `make tools`")
    for line in left_out:
        print(f"Left out: {line}.")
    if left_out and os.environ.get("CI"):
        print("On CI nothing may be left out.")
        return 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
