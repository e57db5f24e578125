"""The environment of a test run, set before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "DATA_DIR" not in os.environ:
    folder = tempfile.mkdtemp(prefix="guide-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DATA_DIR"] = folder
os.environ.setdefault("SECRET_KEY", "for-tests-only")
os.environ["DEBUG"] = "0"
# A kept connection of the live server would stand in the way of dropping the database.
os.environ["CONN_MAX_AGE"] = "0"
# Playwright's loop runs in the thread in which live_server uses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
(Path(os.environ["DATA_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
