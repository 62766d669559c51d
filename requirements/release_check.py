"""Build wheel and sdist, install each into a clean environment by hash, and use it there.

    python3.13 requirements/release_check.py [--keep FOLDER] [wheel] [sdist]

`make release-check PYTHON=python3.13` calls this. The environments are made with the interpreter
that runs it, outside the repository, with nothing of the user's own on the path; pip takes its
packages from wherever this machine's pip takes them, by the hashes of requirements/run.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
KINDS = {"wheel": "*.whl", "sdist": "*.tar.gz"}
CASES = {"kursk", "ardennes", "casualties-ukraine", "civil-war", "over-claiming"}
PATIENCE_SECONDS = 1800
INSIDE = """
import json, pathlib, fogline
from fogline.case import bundled_cases
folder = pathlib.Path(fogline.__file__).parent
kinds = ("css", "js", "j2", "toml", "csv", "json", "typed")
counts = {kind: len(list(folder.rglob("*." + kind))) for kind in kinds[:-1]}
counts["typed"] = int((folder / "py.typed").exists())
print(json.dumps({"folder": str(folder), "cases": sorted(bundled_cases()), "counts": counts}))
"""
ARTICLE = (
    "January 31, 2025\n\nAbout 11,000 North Korean soldiers arrived in Russia in November, "
    "American officials said on Friday. At least 1,000 of them have been killed.\n"
)


class Failed(Exception):
    """A step that did not give what it must."""


class Place:
    """A clean environment, a working folder of its own, and a user folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.here = folder / "environment" / "bin", folder / "here"
        self.here.mkdir(parents=True)
        kept = {"PATH", "LANG", "LC_ALL", "TZ"}
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        certificates = {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY"}
        self.environment = {
            name: value for name, value in os.environ.items() if name in kept | certificates
        } | {
            **pip,
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": os.environ.get("HOME", str(folder)),  # pip's settings and cache
            "FOGLINE_HOME": str(folder / "data"),
            "FOGLINE_LEDGER": str(folder / "ledger.sqlite"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        venv.create(folder / "environment", with_pip=True)

    def run(self, *command: str, cwd: Path | None = None) -> str:
        """What a command printed; raises Failed with what it said."""
        done = subprocess.run(
            command, cwd=cwd or self.here, env=self.environment, capture_output=True, text=True,
            check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def pip(self, *arguments: str) -> None:
        """Install something; pip's own cache of downloads is kept."""
        environment = {**self.environment}
        environment.pop("XDG_CACHE_HOME")
        command = [str(self.bin / "python"), "-m", "pip", "--disable-pip-version-check"]
        done = subprocess.run(
            [*command, "install", "-qq", *arguments], cwd=self.here, env=environment,
            capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"pip install {' '.join(arguments)}\n{done.stderr[-4000:]}")


def main() -> int:
    """Check what was asked for; say what was done and how long it took."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("kinds", nargs="*", default=list(KINDS), metavar="wheel|sdist")
    asked.add_argument("--keep", type=Path, help="a folder for the two files built")
    chosen = asked.parse_args()
    version = ".".join(map(str, sys.version_info[:3]))
    with tempfile.TemporaryDirectory(prefix="fogline-release-") as name:
        try:
            built: dict[str, Path] = {}
            for kind in chosen.kinds:
                with timed(f"{kind}: a clean environment with Python {version}, by hash"):
                    place = Place(Path(name).resolve() / kind)
                    place.pip("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
                if not built:
                    with timed("wheel and sdist built"):
                        built = build(place, chosen.keep or Path(name) / "dist")
                with timed(f"{kind}: {built[kind].name} installed and used"):
                    place.pip("--no-deps", "--no-index", "--no-build-isolation", str(built[kind]))
                    use(place)
        except Failed as failure:
            print(f"release-check failed: {failure}", file=sys.stderr)
            return 1
        # said before the environments are removed, which takes a while
        print(f"release-check passed: {' and '.join(chosen.kinds)} on Python {version}", flush=True)
    return 0


@contextmanager
def timed(words: str) -> Iterator[None]:
    """Say what was done and how long it took."""
    began = time.monotonic()
    yield
    print(f"release-check: {words}: {time.monotonic() - began:.0f} s", flush=True)


def build(place: Place, folder: Path) -> dict[str, Path]:
    """Both files, built by the hatchling of the lock from the work tree."""
    folder = folder.resolve()
    python = str(place.bin / "python")
    place.run(python, "-m", "hatchling", "build", "-d", str(folder), cwd=ROOT)
    return {kind: max(folder.glob(glob), key=os.path.getmtime) for kind, glob in KINDS.items()}


def use(place: Place) -> None:
    """The program does its work outside the repository, from its own files alone."""
    version = re.findall(r'__version__ = "(.+)"', (ROOT / "src/fogline/__init__.py").read_text())
    expect(place.run("fogline", "--version").split(), ["fogline", *version])
    expect("assess" in place.run("fogline", "--help"), True)
    inside = json.loads(place.run(str(place.bin / "python"), "-c", INSIDE))
    expect(Path(inside["folder"]).is_relative_to(place.bin.parent), True)
    expect(set(inside["cases"]), CASES)
    expect([kind for kind, count in inside["counts"].items() if not count], [])
    (place.here / "article.txt").write_text(ARTICLE)
    read = json.loads(place.run("fogline", "read", "article.txt", "--json"))
    numbers = {claim["measure"]: claim["low"] for claim in read["claims"] if claim["low"]}
    expect(numbers, {"deployed": 9900.0, "killed": 1000.0})
    found = json.loads(place.run("fogline", "assess", "kursk", "--quick", "--json"))
    names = {answer["observable"] for answer in found["answers"]}
    expect({"nk.casualties", "salient.held_km2", "shells.delivered"} <= names, True)
    expect(found["preview"] and len(found["fit"]["gates"]) >= 4, True)
    page = (place.here / "report.html").read_text(encoding="utf-8")
    expect(len(page) > 100_000 and str(ROOT) not in page, True)
    with served(place) as address:
        first = fetched(address)
        assets = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css|svg))', first)
        expect(len(assets) >= 2, True)
        for asset in assets:
            expect(len(fetched(address.rstrip("/") + asset)) > 100, True)


@contextmanager
def served(place: Place) -> Iterator[str]:
    """The web app on a free port; gives its address, and ends it."""
    process = subprocess.Popen(
        ["fogline", "serve", "kursk", "--port", "0", "--quick", "--json"], cwd=place.here,
        env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = ""
        while "}" not in said:
            line = process.stdout.readline()
            if not line:
                raise Failed("fogline serve ended before it was asked")
            said += line
        yield json.loads(said)["address"]
    finally:
        process.terminate()
        process.wait(60)


def fetched(address: str) -> str:
    """The text at an address of this machine, waiting while the server opens its fit."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(120):
        try:
            return opener.open(address, timeout=120).read().decode("utf-8")
        except (ConnectionError, urllib.error.URLError):
            time.sleep(0.5)
    raise Failed(f"nothing answered at {address}")


def expect(got: object, wanted: object) -> None:
    """Raise Failed where something else came."""
    if got != wanted:
        raise Failed(f"expected {wanted!r}, got {got!r}")


if __name__ == "__main__":
    sys.exit(main())
