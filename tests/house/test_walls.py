"""Who may know whom (docs/rooms.md), checked on the program's own imports."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

# docs/rooms.md, column "may import"; `ground` may be imported by every room.
MAY_IMPORT: dict[str, set[str]] = {
    "ground": set(),
    "report": set(),
    "tasks": set(),
    "claims": {"report"},
    "ledger": {"claims", "report"},
    "case": {"claims", "report"},
    "answer": {"case", "claims", "report"},
    "model": {"case"},
    "fit": {"model"},
    # case and claims: docs/decisions/0002
    "ask": {"answer", "case", "claims", "fit", "model"},
    "page": {"answer", "case", "claims", "report"},
    "flow": {
        "answer", "ask", "case", "claims", "fit", "ledger", "model", "page", "report",
        "tasks",
    },
    # decisions/0020
    "teach": {"answer", "case", "model", "page"},
    "app": {"flow", "page"},
    "cli": {"flow", "page", "app"},
    "notebook": {"flow", "page"},  # docs/decisions/0040
}  # fmt: skip

# Folders of variants that must not know each other; what they share stands outside or in these.
FAMILIES = (
    "fogline.claims.extractors",
    "fogline.cli.commands",
    "fogline.model.attrition",
    "fogline.model.movement",
    "fogline.model.observation",
    "fogline.model.policies",
    "fogline.page.pages",
    "fogline.tasks.places",
)
SHARED_WITHIN_A_FAMILY = {"patterns", "roles", "scale"}


# The doors may name the types of any room in their signatures; at run time they know flow alone.
DOORS = {"app", "cli", "notebook"}


@cache
def graph(*, types_too: bool = True) -> grimp.ImportGraph:
    return grimp.build_graph(
        "fogline",
        include_external_packages=True,
        exclude_type_checking_imports=not types_too,
        cache_dir=None,
    )


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_room_is_in_the_table_and_the_table_in_the_docs() -> None:
    rooms = {room(module) for module in graph().modules if module.startswith("fogline.")}
    assert rooms <= set(MAY_IMPORT), "a new room needs a decision note in docs/decisions/"
    page = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    assert all(f"`{name}" in page for name in MAY_IMPORT)


@pytest.mark.parametrize("name", sorted(MAY_IMPORT))
def test_a_room_imports_only_the_rooms_it_may_know(name: str) -> None:
    allowed = MAY_IMPORT[name] | {"ground", name}
    known = graph(types_too=name not in DOORS)
    trespasses = [
        f"{module} imports {other}"
        for module in sorted(known.modules)
        if module.startswith("fogline.") and room(module) == name
        for other in sorted(known.find_modules_directly_imported_by(module))
        if other.startswith("fogline.") and room(other) not in allowed
    ]
    assert not trespasses, "\n".join(trespasses)


def test_ground_knows_the_standard_library_alone() -> None:
    strangers = {
        other
        for module in graph().modules
        if room(module) == "ground" and module.startswith("fogline.")
        for other in graph().find_modules_directly_imported_by(module)
        if not other.startswith("fogline") and other not in sys.stdlib_module_names
    }
    assert not strangers


def test_every_library_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    named = [*project["dependencies"], *(each for some in extras for each in some)]
    declared = {canonicalize_name(Requirement(each).name) for each in named}
    givers = packages_distributions()
    undeclared = {
        f"{module} ({', '.join(sorted(graph().find_modules_that_directly_import(module)))})"
        for module in graph().modules
        if not module.startswith("fogline") and module not in sys.stdlib_module_names
        if not {canonicalize_name(giver) for giver in givers.get(module, [])} & declared
    }
    assert not undeclared


def test_only_the_ledger_speaks_sql() -> None:
    speakers = {
        room(module)
        for library in ("psycopg", "sqlalchemy", "sqlite3")
        if library in graph().modules
        for module in graph().find_modules_that_directly_import(library)
    }
    assert speakers == {"ledger"}


@pytest.mark.parametrize("family", FAMILIES)
def test_variants_of_a_family_do_not_know_each_other(family: str) -> None:
    if family not in graph().modules:
        pytest.skip(f"{family} is not built yet")
    variants = {
        child
        for child in graph().find_children(family)
        if child.rsplit(".", 1)[1] not in SHARED_WITHIN_A_FAMILY
        and not child.rsplit(".", 1)[1].startswith("_")
    }
    acquaintances = [
        f"{variant} imports {other}"
        for variant in sorted(variants)
        for module in {variant} | graph().find_descendants(variant)
        for other in graph().find_modules_directly_imported_by(module)
        if other in variants and other != variant
    ]
    assert not acquaintances, "\n".join(acquaintances)


def test_the_contracts_of_import_linter_hold() -> None:
    # in a process of its own: it sets up logging for itself and silences that of other tests
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
