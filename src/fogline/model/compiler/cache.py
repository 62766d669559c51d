"""Generated modules on disk: written once, compiled once, loaded in half a second afterwards.

A module lives in a folder of its own, named by the hash of its source and of every version that
could change its meaning. Folders are made beside the final place and renamed into it, so another
process sees a whole module or none. Compiled code lies next to the source (Numba's own cache).
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path
from types import ModuleType

import fogline

__all__ = ["cache_folder", "load_module"]

_UNUSED_DAYS = 60.0
_lock = threading.RLock()
_loaded: dict[str, ModuleType] = {}


def _wanted_folder() -> Path:
    named = os.environ.get("FOGLINE_CACHE")
    if named:
        return Path(named).expanduser() / "kernels"
    base = os.environ.get("XDG_CACHE_HOME")
    if base and Path(base).is_absolute():
        return Path(base) / "fogline" / "kernels"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fogline" / "kernels"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "fogline" / "Cache" / "kernels"
    return Path.home() / ".cache" / "fogline" / "kernels"


@functools.cache
def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fogline-kernels-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _usable(folder: Path) -> Path:
    """``folder`` when a file can be written in it, else a temporary one, with a warning."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        warnings.warn(
            f"compiled kernels cannot be kept in {folder}: {error.strerror} - they are compiled "
            "anew by every run; set FOGLINE_CACHE to a folder you may write to",
            RuntimeWarning,
            stacklevel=2,
        )
        return _temporary_folder()
    return folder


def cache_folder() -> Path:
    """Where kernels are kept: FOGLINE_CACHE, else XDG_CACHE_HOME, else the user's cache folder.

    A folder that cannot be written gives a temporary one and a RuntimeWarning, never an error.
    """
    try:
        wanted = _wanted_folder()
    except RuntimeError:  # an account without a home
        return _temporary_folder()
    return _usable(wanted)


def _key(source: str) -> str:
    import llvmlite
    import numba
    import numpy

    versions = (
        fogline.__version__,
        numba.__version__,
        llvmlite.__version__,
        numpy.__version__,
        sys.implementation.cache_tag,
    )
    return hashlib.sha256("\x1f".join([*map(str, versions), source]).encode()).hexdigest()[:24]


def _write(folder: Path, name: str, source: str) -> Path:
    """The module's file in its folder, made whole elsewhere and then renamed."""
    home = folder / name
    path = home / f"{name}.py"
    with contextlib.suppress(OSError):
        if path.read_text(encoding="utf-8") == source:
            os.utime(home)
            return path
        shutil.rmtree(home, ignore_errors=True)  # damaged: not what its hash says
    prepared = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder))
    try:
        with open(prepared / path.name, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(source)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            prepared.rename(home)
        except OSError:
            if path.read_text(encoding="utf-8") != source:  # not just another process, earlier
                raise
    finally:
        shutil.rmtree(prepared, ignore_errors=True)
    _forget_old(folder)
    return path


def _forget_old(folder: Path) -> None:
    """Drop what no run has used for two months."""
    oldest = time.time() - _UNUSED_DAYS * 86400.0
    for home in folder.iterdir():
        with contextlib.suppress(OSError):
            if home.is_dir() and home.stat().st_mtime < oldest:
                shutil.rmtree(home, ignore_errors=True)


def _import(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module


def load_module(source: str, *, name: str) -> ModuleType:
    """Import the generated ``source``, compiled now or taken from the cache.

    name  identifier, only to make the file easy to find
    """
    name = f"fogline_{name}_{_key(source)}"
    with _lock:
        if name in _loaded:
            return _loaded[name]
        folder = cache_folder()
        compiled_before = any((folder / name).glob("__pycache__/*.nb*"))
        try:
            module = _import(_write(folder, name, source), name)
        except Exception as error:
            # A full disk, a folder swept away while in use, or compiled code that cannot be read;
            # any other error is the program's and is not the cache's to mend.
            at_fault = compiled_before or isinstance(error, OSError) or "cannot cache" in str(error)
            fallback = _temporary_folder()
            if folder == fallback or not at_fault:
                raise
            warnings.warn(
                f"the kernel cache in {folder} could not be used: {error} - compiling anew; "
                "remove the folder if this stays",
                RuntimeWarning,
                stacklevel=2,
            )
            shutil.rmtree(folder / name, ignore_errors=True)
            module = _import(_write(fallback, name, source), name)
        _loaded[name] = module
        return module
