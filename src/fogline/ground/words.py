"""Small words that every room needs."""

from __future__ import annotations

__all__ = ["count_words"]


def count_words(number: int, noun: str) -> str:
    """How many of something: "1 claim", "1,200 claims"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
