"""A throw-away PostgreSQL cluster from the binaries on this machine, as root too."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "guide"
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def binaries() -> Path | None:
    """Return the folder of the newest installed server, None when there is none."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(folders, key=lambda path: float(path.parts[-3]))
    return newest[-1].parent if newest else None


def as_ordinary_user() -> list[str]:
    """Return what to put before a command, since the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Run a cluster and yield its address as a DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="guide-pg-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    prefix, data, port = as_ordinary_user(), folder / "data", free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(bin_folder / program), "-D", str(data), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    try:
        run("initdb", "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = [f"listen_addresses=127.0.0.1 port={port}", *FAST]
        settings = f"unix_socket_directories={folder} {' '.join(options)}".split()
        command_line = " ".join(f"-c {setting}" for setting in settings)
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", command_line, "start")
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
