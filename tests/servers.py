"""A PostgreSQL server of the tests' own: real, on a socket in a temporary folder, gone when they are done."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -c max_connections=40"


def programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the path, or the newest where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    known = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(known, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def postgresql():
    """Run a server; gives `address(name)`, the address of a database of that name."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-pg-", dir="/tmp"))
    whose = _unprivileged()
    if whose:
        os.chown(folder, whose["user"], whose["group"])

    def run(*command):
        subprocess.run(command, check=True, cwd=folder, timeout=60, stdout=subprocess.DEVNULL, **whose)

    bins, cluster = programs(), folder / "cluster"
    run(bins / "initdb", "-D", cluster, "-U", "memcon", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    run(bins / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", f"{QUICK} -k {folder}", "start")
    try:
        yield lambda name: f"postgresql+psycopg://memcon@/{name}?host={folder}"
    finally:
        run(bins / "pg_ctl", "-D", cluster, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict:
    """Whom the server runs as, for `subprocess`: PostgreSQL does not run as root."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
