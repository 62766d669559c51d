"""Checked reading: values taken from a parsed table, every fault collected, none raised."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from datetime import date, datetime
from math import isfinite
from typing import Any

from fogline.case.toml_text import LineIndex
from fogline.ground.errors import Fault

__all__ = ["CheckedTable", "Faults", "near"]


def near(name: str, known: Collection[str]) -> str:
    """What to do about an unknown name: the nearest known ones, or all of them."""
    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"known: {', '.join(sorted(known))}" if known else "none is declared"


class Faults:
    """Collects faults of one case folder."""

    def __init__(self) -> None:
        self.all: list[Fault] = []

    def add(self, file: str, line: int, what: str, remedy: str = "") -> None:
        """One more fault, in a file, at a line (0 when it has none)."""
        self.all.append(Fault(file, line, what, remedy))


class CheckedTable:
    """A TOML table read key by key: wrong types and unknown keys become faults with their line."""

    def __init__(
        self,
        data: dict[str, Any],
        lines: LineIndex,
        faults: Faults,
        file: str,
        path: tuple[str | int, ...] = (),
    ) -> None:
        self.data, self.lines, self.faults, self.file, self.path = data, lines, faults, file, path
        self._known: set[str] = set()

    @property
    def name(self) -> str:
        """The table as a person would call it: ``formations nk``, or its path."""
        words = " ".join(str(part) for part in self.path if isinstance(part, str))
        own = self.data.get("id")
        return f"{words} {own}".strip() if isinstance(own, str) else words

    def line(self, key: str = "") -> int:
        """The line of a key, or of the table."""
        return self.lines.line(*self.path, *([key] if key else []))

    def fault(self, key: str, what: str, remedy: str = "") -> None:
        """A fault of this table at a key ("" for the table itself)."""
        place = f" in {self.name}" if self.path else ""
        self.faults.add(self.file, self.line(key), f"{what}{place}", remedy)

    def _take(self, key: str, required: bool) -> Any:
        self._known.add(key)
        if key not in self.data:
            if required:
                self.fault("", f"{key!r} is missing", f"add a line {key} = ...")
            return None
        return self.data[key]

    def text(self, key: str, *, required: bool = False) -> str:
        """A string; "" when absent or wrong."""
        value = self._take(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"{key!r} is {_kind(value)}, not a text", "put it in quotation marks")
            return ""
        if required and not value.strip():
            self.fault(key, f"{key!r} is empty", "give it a text")
        return value

    def choice(self, key: str, known: Collection[str], default: str) -> Any:
        """One of the known words; the default when absent or wrong."""
        self._known.add(key)
        if key not in self.data:
            return default
        value = self.data[key]
        if not isinstance(value, str) or value not in known:
            self.fault(key, f"{key} = {value!r} is unknown", near(str(value), known))
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; () when absent or wrong."""
        value = self._take(key, False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f"{key!r} is not a list of texts", 'write it as ["one", "two"]')
            return ()
        return tuple(value)

    def number(self, key: str, *, required: bool = False) -> float | None:
        """A finite number; None when absent or wrong."""
        value = self._take(key, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            self.fault(
                key, f"{key} = {value!r} is not a number", "write digits only, such as 12000 or 0.5"
            )
            return None
        return float(value)

    def integer(self, key: str, default: int) -> int:
        """A whole number; the default when absent or wrong."""
        value = self._take(key, False)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
            self.fault(key, f"{key} = {value!r} is not a whole number", "write digits only")
            return default
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A calendar date, bare or quoted; None when absent or wrong."""
        value = self._take(key, required)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self.fault(key, f"{key} = {str(value)!r} is not a date", "write it as 2025-01-31")
        return None

    def table(self, key: str) -> CheckedTable | None:
        """A table inside; None when absent or wrong."""
        value = self._take(key, False)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, f"{key!r} is {_kind(value)}, not a table", f"write it as [{key}]")
            return None
        return CheckedTable(value, self.lines, self.faults, self.file, (*self.path, key))

    def tables(self, key: str) -> list[CheckedTable]:
        """An array of tables; empty when absent or wrong."""
        value = self._take(key, False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, f"{key!r} is not a list of tables", f"write each as [[{key}]]")
            return []
        return [
            CheckedTable(item, self.lines, self.faults, self.file, (*self.path, key, index))
            for index, item in enumerate(value)
        ]

    def done(self) -> None:
        """Say which keys nobody asked for."""
        for key in self.data:
            if key not in self._known:
                self.fault(key, f"unknown key {key!r}", near(key, self._known))


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date")
