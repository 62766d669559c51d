"""Ask about known faults of every pinned package, and check that each is pinned by hash.

    python requirements/audit.py [LOCK]

Runs pip-audit where its data can be reached. An index that knows no advisories answers "no known
faults" to everything; so an old package with a famous fault is asked about first, and only an
index that names it is believed. Exits with 1 for a known fault or a package without a hash.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["faults", "main", "reachable", "unhashed"]

LOCK = Path(__file__).resolve().parent / "run.txt"
KNOWN_FAULTY = "jinja2==2.4.1"
"""Its sandbox can be left. Source: CVE-2014-1402 and four others in the PyPA advisory database."""
PATIENCE_SECONDS = 900


def unhashed(lock: str) -> list[str]:
    """Packages of a lock's text that are not pinned to one version with a SHA-256 hash."""
    text = re.sub(r"^\s*#.*$|\\\n", "", lock, flags=re.MULTILINE)
    lines = [line.strip() for line in text.splitlines()]
    pinned = re.compile(r"[\w.\[\]-]+==[^\s;*]+(\s*;[^#]*?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    return [line.split(" --hash")[0] for line in lines if line and not pinned.fullmatch(line)]


def asked(requirements: Path, *options: str) -> list[dict[str, Any]] | None:
    """What pip-audit says of each package; None when it could not ask."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements)]
    options = (*options, "--disable-pip", "--format", "json", "--progress-spinner", "off")
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        return json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def reachable() -> bool:
    """Whether the advisories can be asked: the package with a famous fault is said to have one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "known.txt"
        file.write_text(KNOWN_FAULTY + "\n")
        found = asked(file, "--no-deps")
    return bool(found and found[0].get("vulns"))


def faults(found: list[dict[str, Any]]) -> list[str]:
    """Known faults as lines: package, advisory, versions without it."""
    return [
        f"{each['name']} {each['version']}: {fault['id']}, "
        f"mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for each in found
        for fault in each.get("vulns", [])
    ]


def main(arguments: list[str]) -> int:
    """Check one lock; what was done, and what was not, in words."""
    lock = Path(arguments[0]) if arguments else LOCK
    bare = unhashed(lock.read_text(encoding="utf-8"))
    if bare:
        print(f"audit: {lock.name} has packages without a version and a hash:", *bare, sep="\n  ")
        return 1
    print(f"audit: every package of {lock.name} is pinned to one version by SHA-256 hashes")
    found = asked(lock, "--require-hashes") if reachable() else None
    if found is None:
        print("audit: NOT checked for known faults: the advisory data cannot be reached from here")
        return 0
    unknown = [each["name"] for each in found if "skip_reason" in each]
    if unknown:
        print(f"audit: the advisory data does not know {', '.join(unknown)}")
    known = faults(found)
    if known:
        print(
            "audit: known faults - raise these packages with make lock UPGRADE=1:",
            *known,
            sep="\n  ",
        )
        return 1
    print(f"audit: no known fault in {len(found) - len(unknown)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
