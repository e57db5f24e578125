"""How gunicorn serves the site; docs/operations.md says which variables change it."""

import os
from pathlib import Path
from typing import Any

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
# Threads answer keep-alive connections that would block a plain worker.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 15
keepalive = 5
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# The control socket of gunicorn 25.1 and later fails on read-only file systems.
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
limit_request_line = 4094
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
wsgi_app = "aiengineer_site.wsgi"


def when_ready(server: Any) -> None:
    host, _, port = bind.rpartition(":")
    print(f"Ready: http://{host}:{port}/", flush=True)
    print(
        "  An editor's login: make editor (then open /admin/). Stop: Ctrl-C.",
        flush=True,
    )
