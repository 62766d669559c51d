"""The audit of the pinned packages, and the tests that SECURITY.md points to."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "requirements" / "audit.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HASH = "--hash=sha256:" + "0a" * 32


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("wheel==0.45", "wheel==0.45"),
        (f"wheel>=0.45 \\\n    {HASH}", "wheel>=0.45"),
        (f"wheel==0.* \\\n    {HASH}", "wheel==0.*"),
        ("wheel==0.45 \\\n    --hash=md5:00", "wheel==0.45"),
        (f"wheel @ file:wheel.whl {HASH}", "wheel @ file:wheel.whl"),
        ("--trusted-host elsewhere", "--trusted-host elsewhere"),
    ],
)
def test_a_lock_with_a_package_without_hashes_fails(
    audit: ModuleType, tmp_path: Path, line: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "reachable", lambda: pytest.fail("asked before the hashes held"))
    lock = tmp_path / "run.txt"
    lock.write_text(f"# made\nidna==3.10 ; python_version >= '3.11' \\\n    {HASH}\n{line}\n")
    assert audit.unhashed(lock.read_text())[0].startswith(what)
    assert audit.main([str(lock)]) == 1


def test_both_locks_hold_hashes_alone(audit: ModuleType) -> None:
    for name in ("run.txt", "dev.txt"):
        assert audit.unhashed((ROOT / "requirements" / name).read_text()) == []


def test_an_index_without_advisories_is_said_and_not_believed(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "asked", lambda *_: [{"name": "jinja2", "skip_reason": "not found"}])
    assert audit.main([]) == 0
    assert "NOT checked" in capsys.readouterr().out


def test_a_known_fault_fails_and_names_the_version_without_it(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    found: list[dict[str, Any]] = [{"name": "idna", "version": "1.0", "vulns": [fault]}]
    monkeypatch.setattr(audit, "asked", lambda *_: found)
    assert audit.main([]) == 1
    assert "idna 1.0: PYSEC-1, mended in 2.0" in capsys.readouterr().out


def test_every_test_that_the_security_page_points_to_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    cited = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(cited) > 25
    for file, test in cited:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file}::{test}"
