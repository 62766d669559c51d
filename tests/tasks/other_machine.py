"""A second machine, as far as one box has it: own network, own files, its own copy of the wheel.

A network namespace with one cable to this machine, and a private mount namespace in which the
repository, its environment and the folders named are empty. Needs root, ``ip`` and ``unshare``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["OtherMachine", "why_not"]

ROOT = Path(__file__).resolve().parents[2]
PORT = 8786
PATIENCE_SECONDS = 60.0


def why_not() -> str:
    """Why no second machine can be made here; "" where one can."""
    if os.geteuid() != 0:
        return "needs root to make a network of its own"
    if not (shutil.which("ip") and shutil.which("unshare")):
        return "needs the programs ip and unshare"
    name = f"fogline-try-{os.getpid()}"
    if subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode:
        return "may not make a network of its own here"
    subprocess.run(["ip", "netns", "delete", name], check=True)
    return ""


class OtherMachine:
    """Its files are in ``folder``; of this machine's, those in ``hidden`` are not there.

    address   of its Dask scheduler, once ``scheduler`` was called
    """

    def __init__(self, folder: Path, hidden: Sequence[Path]) -> None:
        self._name = f"fogline-{os.getpid()}"
        self._cable, self._socket = f"fog{os.getpid()}a", f"fog{os.getpid()}b"
        self._here, self._there = "10.213.77.1", "10.213.77.2"
        self.address = f"tcp://{self._there}:{PORT}"
        self.programs: list[subprocess.Popen[bytes]] = []
        self._folder = folder
        self._libraries = folder / "libraries"
        self._libraries.mkdir(parents=True)
        self._hidden = [ROOT, *(path for path in hidden if path.is_dir())]
        environment = Path(sys.prefix).resolve()
        if sys.prefix != sys.base_prefix and not environment.is_relative_to(ROOT):
            self._hidden.append(environment)
        self._wheel = self._built()
        self.python = self.install("environment")
        _do("ip", "netns", "add", self._name)
        _do("ip", "link", "add", self._cable, "type", "veth", "peer", "name", self._socket)
        _do("ip", "link", "set", self._socket, "netns", self._name)
        _do("ip", "address", "add", f"{self._here}/30", "dev", self._cable)
        _do("ip", "link", "set", self._cable, "up")
        inside = ("ip", "-n", self._name)
        _do(*inside, "address", "add", f"{self._there}/30", "dev", self._socket)
        _do(*inside, "link", "set", "lo", "up")
        self.plug(True)

    def _built(self) -> Path:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
        subprocess.run(
            [*command, str(self._folder / "wheel")], cwd=ROOT, check=True, capture_output=True
        )
        (built,) = (self._folder / "wheel").iterdir()
        return built

    def install(self, name: str) -> Path:
        """The wheel in an environment of its own in this machine's folder; its python."""
        place = self._folder / name
        venv.create(place, symlinks=True, with_pip=False)
        site = place / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
        zipfile.ZipFile(self._wheel).extractall(site)
        # the libraries of this environment, seen from there at another place
        (site / "libraries.pth").write_text(f"{self._libraries}\n")
        return place / "bin" / "python"

    def plug(self, is_in: bool) -> None:
        """Put the cable in, or pull it out, there: nothing that it sends or gets arrives."""
        state = "up" if is_in else "down"
        _do("ip", "-n", self._name, "link", "set", self._socket, state)

    def scheduler(self) -> subprocess.Popen[bytes]:
        """Start its scheduler."""
        return self._start(self.python, "scheduler", "--host", self._there, "--port", str(PORT))

    def worker(self, python: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        return self._start(
            python or self.python, "worker", self.address, "--nthreads", "1", "--no-nanny",
            "--death-timeout", "60", "--local-directory", str(self._folder),
        )  # fmt: skip

    def _start(self, python: Path, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        purelib = sysconfig.get_path("purelib")
        lines = ["set -e", f"mount --bind '{purelib}' '{self._libraries}'"]
        lines += [f"mount -t tmpfs none '{path}'" for path in self._hidden]
        lines += ["cd /", 'exec "$@"']
        home = self._folder / "home"
        made = subprocess.Popen(
            ["ip", "netns", "exec", self._name, "unshare", "--mount", "--propagation", "private",
             "sh", "-c", "\n".join(lines), "machine",
             str(python), "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *arguments],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "FOGLINE_HOME": str(home / "data")},
            stdout=subprocess.DEVNULL, stderr=(self._folder / f"{kind}.log").open("ab"),
        )  # fmt: skip
        self.programs.append(made)
        return made

    def wait_for(self, n_workers: int) -> None:
        """Until the scheduler knows so many workers."""
        from distributed import Client

        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with Client(self.address, timeout=2, set_as_default=False) as client:
                    client.wait_for_workers(n_workers, timeout=PATIENCE_SECONDS)
                return
            except OSError:
                is_up = all(program.poll() is None for program in self.programs)
                assert is_up and time.monotonic() < until, self._said()
                time.sleep(0.2)

    def _said(self) -> str:
        return "".join(path.read_text() for path in self._folder.glob("*.log"))

    def stop(self) -> None:
        """End its programs, as a machine does that loses its power."""
        for program in self.programs:
            program.kill()
            program.wait()
        self.programs.clear()

    def close(self) -> None:
        """Stop, and take network and cable away."""
        self.stop()
        subprocess.run(["ip", "netns", "delete", self._name], check=False)
        subprocess.run(["ip", "link", "delete", self._cable], check=False, capture_output=True)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
