"""The maker of the environment: works once, says what is missing, removes nothing of others."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "requirements" / "environment.py"
STAMP = "fogline-environment.json"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | environment,
    )


def folder_with_python(folder: Path) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def digest(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()


def test_nothing_is_done_while_the_stamp_fits_the_lock(tmp_path: Path) -> None:
    folder = folder_with_python(tmp_path / "environment")
    (folder / STAMP).write_text(json.dumps({"run": digest("run"), "dev": digest("dev")}))
    for tier in ("run", "dev"):
        done = run(str(folder), tier)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_folder_that_is_not_ours_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    done = run(str(tmp_path / "mine"), "run")
    assert done.returncode == 1
    assert "was not made by this Makefile" in done.stderr and "VENV=FOLDER" in done.stderr
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_python_that_cannot_make_environments_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError('left out by the distribution')")
    done = run(str(tmp_path / "environment"), "run", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    major, minor = sys.version_info[:2]
    assert f"python{major}.{minor}-venv" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "environment").exists()


def test_an_outdated_stamp_is_noticed(tmp_path: Path) -> None:
    folder = folder_with_python(tmp_path / "environment")
    (folder / STAMP).write_text(json.dumps({"run": "another lock"}))
    (tmp_path / "ensurepip.py").write_text("raise ImportError('stop before installing')")
    assert run(str(folder), "run", PYTHONPATH=str(tmp_path)).returncode == 1
