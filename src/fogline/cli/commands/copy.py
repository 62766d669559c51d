"""A case as a folder of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName
from fogline.cli.show import print_json, say
from fogline.ground.errors import FoglineError

__all__ = ["copy"]


def copy(
    case: CaseName,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    as_json: AsJson = False,
) -> None:
    """Copy a case to a folder of your own.

    File by file, without its runs; there claims can be judged and case.toml changed.

    Example: fogline copy kursk my-kursk.
    """
    from fogline import flow

    source = Path(flow.open_case(case).folder)
    _copy(source, folder)
    if as_json:
        print_json({"case": case, "folder": folder})
        return
    say(f"Case folder: {folder} - judge its claims with: fogline claims {folder}")


def _copy(source: Path, folder: Path) -> None:
    """Copy the files of a case; the folder appears whole or not at all."""
    import shutil
    import tempfile

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FoglineError(f"{folder} is there already - choose a folder that does not exist yet")
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        for file in files:
            inside = file.relative_to(source)
            if inside.parts[0] != "runs" and not any(part[0] in "._" for part in inside.parts):
                (staging / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, staging / inside)
        staging.chmod(0o755)
        staging.replace(folder)
    except OSError as error:
        raise FoglineError(
            f"cannot write {folder}: {error.strerror} - free some space or choose another folder"
        ) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
