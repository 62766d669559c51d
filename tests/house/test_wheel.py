"""What `pip install .` brings: the command, the bundled case, templates, styles, types."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def build(kind: str, source: Path, folder: Path) -> Path:
    """The one file that hatchling builds of a source tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the work tree."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def tracked_package_files() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/fogline"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    if not listed:
        pytest.skip("not a git work tree")
    return {each.removeprefix("src/") for each in listed.split("\0") if each}


def test_every_tracked_file_of_the_package_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    held = {
        each
        for each in zipfile.ZipFile(wheel).namelist()
        if not each.split("/")[0].endswith(".dist-info")
    }
    tracked = tracked_package_files()
    assert tracked - held == set()
    unclean = subprocess.run(
        ["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    if not unclean:
        assert held == tracked
    assert "fogline/py.typed" in held


def test_the_sdist_builds_the_same_wheel_and_brings_what_a_reader_needs(
    wheel: Path, tmp_path: Path
) -> None:
    for name in ("source", "unpacked", "again"):
        (tmp_path / name).mkdir()
    source = build("sdist", ROOT, tmp_path / "source")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (tree,) = (tmp_path / "unpacked").iterdir()
    needed = ("LICENSE", "README.md", "CHANGELOG.md", "SECURITY.md", "Makefile", "mkdocs.yml",
              "requirements/run.txt", "docs/tutorial.md", "tests/conftest.py")  # fmt: skip
    assert [name for name in needed if not (tree / name).is_file()] == []
    again = build("wheel", tree, tmp_path / "again")
    assert contents(again) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    """Every file of a wheel but the list of their hashes."""
    archive = zipfile.ZipFile(wheel)
    return {name: archive.read(name) for name in archive.namelist() if not name.endswith("RECORD")}


def test_the_wheel_brings_the_licence_the_command_and_the_case(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = archive.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    (entries,) = (name for name in names if name.endswith("entry_points.txt"))
    assert "fogline = fogline.cli.__main__:main" in archive.read(entries).decode()
    assert any(name.endswith("/kursk/case.toml") for name in names)
    assert any(name.endswith("/kursk/claims.csv") for name in names)
    assert any(name.startswith("fogline/page/templates/") for name in names)
    assert any(name.endswith(".css") for name in names)


def test_the_installed_wheel_answers_and_opens_its_case(wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=True, with_pip=False)
    python = folder / "bin" / "python"
    site = folder / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    # The libraries come from here; the package itself must not.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    code = (
        "import fogline, fogline.flow as flow; print(fogline.__file__);"
        "case = flow.open_case('kursk'); print(case.id, len(case.claims) > 100);"
        "from fogline.cli.main import run; run(['--version'])"
    )
    done = subprocess.run(
        [python, "-I", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    where, case, version = done.stdout.splitlines()
    assert Path(where).is_relative_to(site)
    assert case == "kursk True"
    assert version.startswith("fogline ")
