"""A real PostgreSQL server for the tests: Debian's programs, a folder and a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["PostgresServer", "programs"]


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version; None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name))
    whole = [folder for folder in folders if (folder / "initdb").exists()]
    if whole:
        return whole[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class PostgresServer:
    """Started in a temporary folder; ``close`` leaves nothing behind.

    durable   whether what it holds must survive the machine, as in use; tests go without
    """

    def __init__(self, bin_folder: Path, *, durable: bool = False) -> None:
        self._bin = bin_folder
        self._fsync = "on" if durable else "off"
        # the server refuses to run as root
        self._who: dict[str, Any] = (
            {"user": "postgres", "group": "postgres", "extra_groups": []}
            if os.getuid() == 0
            else {}
        )
        self.folder = Path(tempfile.mkdtemp(prefix="fogline-postgres-"))
        if self._who:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._databases = 0
        self._do("initdb", "-D", "data", "-A", "trust", "-U", "postgres", "-E", "UTF8",
                 "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        self.start()

    def _do(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._bin / program), *arguments], cwd=self.folder, check=False, timeout=60,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **self._who,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync={self._fsync} "
            "-c max_connections=40 -c shared_buffers=64MB"
        )
        self._do("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", settings, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; ``close`` also removes its folder."""
        self._do("pg_ctl", "-D", "data", "-w", "-m", mode, "stop")

    def close(self) -> None:
        """Stop it and remove its folder."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """Address of an empty database."""
        self._databases += 1
        name = f"ledger_{self._databases}"
        self._do("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", name)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"
