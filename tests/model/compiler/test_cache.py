from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SCRIPT = textwrap.dedent(
    """
    import time, warnings
    from fogline.model.compiler import compile_straight_line
    made = compile_straight_line(
        lambda ops, x: [ops.exp(x[0]) * x[1], ops.softplus(x[1])], 2, name="cache_test")
    kernel = made.vjp_kernel
    print(sum(kernel.stats.cache_hits.values()), *made.vjp([0.5, 2.0], [1.0, 1.0]))
    """
)


def run(folder: Path, *, count: int = 1) -> list[tuple[int, str]]:
    """Run the script in ``count`` processes at once: (kernels read from the cache, slopes)."""
    environment = {**os.environ, "FOGLINE_CACHE": str(folder), "PYTHONWARNINGS": "error"}
    environment.pop("NUMBA_CACHE_DIR", None)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    results = []
    for process in started:
        out, error = process.communicate(timeout=600)
        assert process.returncode == 0, error
        hits, slopes = out.split(maxsplit=1)
        results.append((int(hits), slopes))
    return results


def test_a_second_process_reads_the_compiled_kernel_even_after_two_compiled_at_once(
    tmp_path: Path,
) -> None:
    first, second = run(tmp_path, count=2)
    (again,) = run(tmp_path)
    assert again[0] == 1
    assert first[1] == second[1] == again[1]
    homes = list((tmp_path / "kernels").iterdir())
    assert len(homes) == 1, "only the finished kernel's folder may stay"


def test_a_damaged_module_or_kernel_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline.model.compiler import cache, compile_straight_line

    monkeypatch.setenv("FOGLINE_CACHE", str(tmp_path))

    def slopes() -> list[float]:
        """What a new process would find: nothing of this module is kept in memory."""
        for name in [name for name in cache._loaded if name.startswith("fogline_damaged_")]:
            del cache._loaded[name], sys.modules[name]
        made = compile_straight_line(
            lambda ops, x: [ops.exp(x[0]) * x[1], ops.softplus(x[1])], 2, name="damaged"
        )
        return list(made.vjp([0.5, 2.0], [1.0, 1.0]))

    before = slopes()
    (home,) = (tmp_path / "kernels").iterdir()
    source = home / f"{home.name}.py"
    source.write_text(source.read_text()[:200])
    assert slopes() == before
    for compiled in (home / "__pycache__").glob("*.nbc"):
        compiled.write_bytes(compiled.read_bytes()[:100])
    with pytest.warns(RuntimeWarning, match="compiling anew"):
        assert slopes() == before


def test_a_folder_that_cannot_be_used_gives_a_warning_and_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline.model.compiler import cache

    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("FOGLINE_CACHE", str(blocked))
    with pytest.warns(RuntimeWarning, match="FOGLINE_CACHE"):
        folder = cache.cache_folder()
    assert folder.is_dir() and tmp_path not in folder.parents
    module = cache.load_module("answer = 42\n", name="plain")
    assert module.answer == 42


def test_the_cache_folder_follows_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline.model.compiler import cache

    monkeypatch.delenv("FOGLINE_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.cache_folder() == tmp_path / "xdg" / "fogline" / "kernels"
    monkeypatch.setenv("FOGLINE_CACHE", str(tmp_path / "named"))
    assert cache.cache_folder() == tmp_path / "named" / "kernels"


def test_kernels_unused_for_two_months_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline.model.compiler import cache

    monkeypatch.setenv("FOGLINE_CACHE", str(tmp_path))
    cache.load_module("age = 'old'\n", name="old")
    (old,) = (tmp_path / "kernels").iterdir()
    os.utime(old, (1.0e9, 1.0e9))
    cache.load_module("age = 'new'\n", name="new")
    (left,) = (tmp_path / "kernels").iterdir()
    assert left.name.startswith("fogline_new_")
