"""Make or mend the virtual environment from a hash-pinned lock; `make` calls this.

    python3 requirements/environment.py FOLDER run|dev [--python-was-chosen]

Does nothing when FOLDER already holds what the lock says. Uses the standard library and pip only
and runs on old Pythons too, so that it can say which Python is needed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST_KNOWN = 13
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
STAMP = "fogline-environment.json"


def main(arguments):
    folder, tier = os.path.abspath(arguments[0]), arguments[1]
    chosen = "--python-was-chosen" in arguments
    if sys.version_info < OLDEST:
        return _run_again_with_a_newer_python(arguments)
    inside = os.path.join(folder, "bin", "python")
    wanted = _lock_hashes(tier)
    here = _version_of(inside)
    if here and not (chosen and here != list(sys.version_info[:2])) and _stamped(folder, wanted):
        return 0
    if not _can_make_environments():
        return 1
    name = os.path.relpath(folder, ROOT)
    if here is None or here < list(OLDEST) or (chosen and here != list(sys.version_info[:2])):
        if os.path.exists(folder) and not os.path.exists(os.path.join(folder, STAMP)):
            _say(
                "the folder %s was not made by this Makefile and does not hold the Python asked "
                "for - remove it, or choose another with VENV=FOLDER" % name
            )
            return 1
        _say("making %s with Python %d.%d" % (name, sys.version_info[0], sys.version_info[1]))
        shutil.rmtree(folder, ignore_errors=True)
        _call([sys.executable, "-m", "venv", folder])
    elif subprocess.call([inside, "-c", "import pip"], stderr=subprocess.DEVNULL):
        _call([inside, "-m", "ensurepip", "--upgrade"], quiet=True)
    _say("installing the pinned packages into %s (once; a few minutes)" % name)
    stamp = os.path.join(folder, STAMP)
    if os.path.exists(stamp):
        os.remove(stamp)
    pip = [inside, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    _call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", _lock(tier)])
    _call([*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT])
    with open(stamp, "w") as file:
        json.dump(wanted, file)
    return 0


def _lock(tier):
    return os.path.join(HERE, tier + ".txt")


def _lock_hashes(tier):
    """Hash of each lock that the tier takes in: the dev lock holds all of the run lock."""
    tiers = ["run", "dev"] if tier == "dev" else ["run"]
    found = {}
    for each in tiers:
        with open(_lock(each), "rb") as file:
            found[each] = hashlib.sha256(file.read()).hexdigest()
    return found


def _stamped(folder, wanted):
    try:
        with open(os.path.join(folder, STAMP)) as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return False
    return all(stamp.get(tier) == digest for tier, digest in wanted.items())


def _version_of(python):
    """Major and minor version of an interpreter, None when it does not run."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.check_output([python, "-c", question], stderr=subprocess.DEVNULL)
        return [int(part) for part in answer.split()]
    except (OSError, subprocess.CalledProcessError):
        return None


def _run_again_with_a_newer_python(arguments):
    for minor in range(NEWEST_KNOWN, OLDEST[1] - 1, -1):
        other = shutil.which("python3.%d" % minor)
        if other and _version_of(other) == [3, minor]:
            os.execv(other, [other, os.path.abspath(__file__), *arguments])
    _say(
        "Fogline needs Python %d.%d or newer; %s is %d.%d - install a newer one "
        "(apt-get install python3.11 python3.11-venv) and run make PYTHON=python3.11 ..."
        % (OLDEST + (sys.executable,) + tuple(sys.version_info[:2]))
    )
    return 1


def _can_make_environments():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        _say(
            "%s has no venv and ensurepip - install them (apt-get install python%d.%d-venv, or "
            "python3-venv) and run make again" % ((sys.executable,) + tuple(sys.version_info[:2]))
        )
        return False
    return True


def _call(command, quiet=False):
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.call(command, stdout=output)
    if code:
        _say("this step failed: %s" % " ".join(command))
        sys.exit(code)


def _say(words):
    sys.stderr.write("fogline: %s\n" % words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
