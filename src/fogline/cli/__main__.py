"""``python -m fogline.cli`` is ``fogline``."""

from __future__ import annotations

from fogline.cli.main import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
