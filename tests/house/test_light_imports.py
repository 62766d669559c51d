"""What the command line and the paper half load, seen from a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "arviz", "h5py", "jax", "jinja2", "llvmlite", "numba", "numpy", "nutpie", "pandas", "rich",
    "scipy", "spacy", "sqlalchemy", "trafilatura", "vl_convert", "xarray",
)  # fmt: skip
MACHINES = ("arviz", "h5py", "jax", "llvmlite", "numba", "numpy", "nutpie", "scipy", "xarray")


def loaded_after(code: str) -> set[str]:
    """Top-level packages loaded by ``code`` in an interpreter of its own."""
    ask = (
        "\nimport json, sys"
        "\nprint('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + ask], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["assess", "--help"], ["read", "--nonsense"]]
)
def test_help_version_and_usage_errors_load_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_after(f"from fogline.cli.main import run; run({arguments!r})")
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("room", ["report", "claims", "ledger", "case", "answer", "page"])
def test_a_room_of_the_paper_half_loads_no_numerical_library(room: str) -> None:
    assert not loaded_after(f"import fogline.{room}") & set(MACHINES)


def test_fogline_itself_loads_the_standard_library_alone() -> None:
    before = loaded_after("")
    assert loaded_after("import fogline") - before <= {"fogline", *sys.stdlib_module_names}
