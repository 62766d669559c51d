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
                f"the folder {name} was not made by this Makefile and does not hold the Python "
                "asked for - remove it, or choose another with VENV=FOLDER"
            )
            return 1
        _say(f"making {name} with Python {_dotted(sys.version_info)}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        _stamp(folder, {})  # ours from now on, also when this is interrupted
        _call([sys.executable, "-m", "venv", folder])
    elif subprocess.call([inside, "-c", "import pip"], stderr=subprocess.DEVNULL):
        _call([inside, "-m", "ensurepip", "--upgrade"], quiet=True)
    _say(f"installing the pinned packages into {name} (once; a few minutes)")
    _stamp(folder, {})
    pip = [inside, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    _call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", _lock(tier)])
    _call([*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT])
    _stamp(folder, wanted)
    return 0


def _stamp(folder, hashes):
    with open(os.path.join(folder, STAMP), "w") as file:
        json.dump(hashes, file)


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
        other = shutil.which(f"python3.{minor}")
        if other and _version_of(other) == [3, minor]:
            os.execv(other, [other, os.path.abspath(__file__), *arguments])
    _say(
        f"Fogline needs Python {_dotted(OLDEST)} or newer; {sys.executable} is "
        f"{_dotted(sys.version_info)} - install a newer one (apt-get install python3.11 "
        "python3.11-venv) and run make PYTHON=python3.11 ..."
    )
    return 1


def _can_make_environments():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        _say(
            f"{sys.executable} has no venv and ensurepip - install them (apt-get install "
            f"python{_dotted(sys.version_info)}-venv, or python3-venv) and run make again"
        )
        return False
    return True


def _call(command, quiet=False):
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.call(command, stdout=output)
    if code:
        _say("this step failed: {}".format(" ".join(command)))
        sys.exit(code)


def _dotted(version):
    return f"{version[0]}.{version[1]}"


def _say(words):
    sys.stderr.write(f"fogline: {words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
