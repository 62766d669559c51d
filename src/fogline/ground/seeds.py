"""Seeds: one recorded integer a run; every use of randomness derives its own from it by name."""

from __future__ import annotations

from fogline.ground.ids import sha256_text

__all__ = ["DEFAULT_SEED", "derive_seed"]

DEFAULT_SEED = 20250131


def derive_seed(seed: int, *purpose: str | int) -> int:
    """A 63-bit seed for one named purpose, the same for the same run seed and name."""
    digest = sha256_text("\x1f".join([str(seed), *map(str, purpose)]))
    return int(digest[:16], 16) >> 1
