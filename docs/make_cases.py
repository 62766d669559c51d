"""Key the bundled cases of facts again from the shared data: ``python docs/make_cases.py``.

Writes the folders of src/fogline/case/bundled that tests/validation/keyed describes; a test
compares them with the data.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from fogline.case import load_case, write_case  # noqa: E402
from tests.conftest import shared_folder  # noqa: E402
from tests.validation.keyed import KEYED  # noqa: E402


def main() -> None:
    """Write every case, or those named on the command line."""
    shared = shared_folder()
    if shared is None:
        sys.exit("needs the shared data next to the repository, or FOGLINE_SHARED")
    for name in sys.argv[1:] or KEYED:
        folder = ROOT / "src" / "fogline" / "case" / "bundled" / name
        case = KEYED[name](shared)
        shutil.rmtree(folder, ignore_errors=True)
        write_case(case, folder)
        load_case(folder)
        print(f"{name}: {len(case.claims)} claims")


if __name__ == "__main__":
    main()
