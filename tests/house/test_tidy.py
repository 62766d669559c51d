"""Every public module says what it is for, stays readable, and names no machine."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fogline"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 500


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def public_names(tree: ast.Module) -> list[str] | None:
    """What ``__all__`` lists; None when there is no such list."""
    for node in tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else ([node.target] if isinstance(node, ast.AnnAssign) else [])
        )
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            value = getattr(node, "value", None)
            if isinstance(value, ast.List | ast.Tuple):
                return [str(ast.literal_eval(item)) for item in value.elts]
    return None


def defined_names(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


def test_every_module_says_its_purpose_lists_its_names_and_documents_them() -> None:
    faults = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            faults.append(f"{name(path)}: say in a module docstring what it is for")
        listed = public_names(tree)
        if listed is None and len(tree.body) > 1:
            faults.append(f"{name(path)}: list the public names in __all__")
        defined = defined_names(tree)
        faults += [
            f"{name(path)}: give {each} a docstring"
            for each in listed or []
            if each in defined and not ast.get_docstring(defined[each])
        ]
    assert not faults, "\n".join(faults)


def test_every_module_stays_short_enough_to_read() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    long = [f"{path}: {count} lines" for path, count in lengths.items() if count > MOST_LINES]
    assert not long, "\n".join(long)


def taken_names(path: Path) -> list[tuple[int, str, str]]:
    """Line, module and name of everything a script takes from the package."""
    return [
        (node.lineno, str(node.module), alias.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "fogline"
        for alias in node.names
    ]


def is_there(module: str, wanted: str) -> bool:
    found = importlib.import_module(module)
    if hasattr(found, wanted):
        return True
    return hasattr(found, "__path__") and bool(importlib.util.find_spec(f"{module}.{wanted}"))


def test_every_name_that_scripts_and_tests_take_from_the_package_is_there() -> None:
    scripts = [path for path in tracked() if path.suffix == ".py" and SOURCE not in path.parents]
    assert scripts
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {module} has no {wanted}"
        for path in scripts
        for line, module, wanted in taken_names(path)
        if not is_there(module, wanted)
    ]
    assert not faults, "\n".join(faults)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout
    if not listed:
        pytest.skip("not a git work tree")
    return [ROOT / item for item in listed.decode().split("\0") if item]


def test_no_tracked_file_names_a_machine_or_a_package_host() -> None:
    hosts = "|".join(
        [
            "files[.]pythonhosted[.]org", "pypi[.]org/simple", "registry[.]npmjs[.]org",
            "deb[.]debian[.]org", "--index-url", "--extra-index-url", "--find-links",
        ]
    )  # fmt: skip
    folders = r"(?<![\w.~-])/(?:root|work|home/\w+|opt/pypi\S*|opt/wheels|Users/\w+)/[\w.-]+"
    pattern = re.compile(f"{hosts}|{folders}")
    found = []
    for path in tracked():
        if path == Path(__file__).resolve() or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit}" for hit in set(pattern.findall(text))]
    assert not found, "\n".join(found)


def test_no_tracked_file_is_a_leftover() -> None:
    folders = r"(^|/)(__pycache__|\.venv|node_modules)/"
    files = r"(^|/)uv\.lock$|\.(pyc|nbc|nbi|sqlite)$"
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    leftovers = [each for each in names if re.search(f"{folders}|{files}", each)]
    assert not leftovers, "\n".join(leftovers)


def test_the_version_is_one_and_the_changelog_and_citation_know_it() -> None:
    from importlib.metadata import version

    from fogline import __version__

    assert version("fogline") == __version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Unreleased" in changelog or f"## {__version__}" in changelog
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation


def test_licence_is_apache_2_in_the_text_and_in_the_metadata() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "Version 2.0" in text and "END OF TERMS" in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"


def test_the_package_says_that_it_is_typed() -> None:
    assert (SOURCE / "py.typed").is_file()
