"""TOML with line numbers, and TOML written.

``tomllib`` keeps no positions, so the lines of tables and keys are found by scanning the text; a
key inside an inline table has the line of the table it stands in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

__all__ = ["LineIndex", "TomlFault", "commented", "parse_toml", "toml_text"]

Path = tuple[str | int, ...]

_ARRAY = re.compile(r"^\s*\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*([A-Za-z0-9_\-]+|"[^"]*"|'[^']*')\s*=""")
_BARE = re.compile(r"^[A-Za-z0-9_-]+$")


class TomlFault(Exception):
    """A text that is not TOML: what is wrong and on which line."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


class LineIndex:
    """Line numbers (from 1) of tables and keys by their path, such as ("sides", 0, "id")."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        at: Path = ()
        fence = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if fence:
                if fence in line:
                    fence = ""
                continue
            if found := _ARRAY.match(line):
                at = self._resolve(_parts(found[1]), counts)
                counts[at] = counts.get(at, -1) + 1
                at = (*at, counts[at])
                self._lines.setdefault(at, number)
                continue
            if found := _TABLE.match(line):
                at = self._resolve(_parts(found[1]), counts)
                self._lines.setdefault(at, number)
                continue
            if found := _KEY.match(line):
                self._lines.setdefault((*at, found[1].strip("\"'")), number)
                for mark in ('"""', "'''"):
                    if line.count(mark) % 2:
                        fence = mark

    @staticmethod
    def _resolve(names: list[str], counts: dict[Path, int]) -> Path:
        """A header's names as a path: on the way, an array means its latest table."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in counts:
                path = (*path, counts[path])
        return (*path, names[-1])

    def line(self, *path: str | int) -> int:
        """The line of a path, or of the nearest thing around it; 0 when nothing is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 0


def parse_toml(text: str) -> tuple[dict[str, Any], LineIndex]:
    """The parsed table and its lines; raises TomlFault with the line of a syntax error."""
    try:
        return tomllib.loads(text), LineIndex(text)
    except RecursionError:
        raise TomlFault("nested far too deep", 1) from None
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        found = re.search(r"\(at line (\d+), column \d+\)", words)
        end = len(text.splitlines()) or 1
        line = int(found[1]) if found else end
        what = re.sub(r"\s*\(at [^)]*\)", "", words)
        raise TomlFault(what[:1].lower() + what[1:], line) from None


def _string(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    parts = []
    for sign in text:
        if sign in escapes:
            parts.append(escapes[sign])
        elif ord(sign) < 0x20 or ord(sign) == 0x7F:
            parts.append(f"\\u{ord(sign):04X}")
        else:
            parts.append(sign)
    return '"' + "".join(parts) + '"'


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        if not any(isinstance(item, str) and len(item) > 30 for item in value):
            return "[" + ", ".join(_value(item) for item in value) + "]"
        return "[\n" + "".join(f"  {_value(item)},\n" for item in value) + "]"
    raise TypeError(f"no TOML form for {type(value).__name__}")


def _key(name: str) -> str:
    return name if _BARE.match(name) else _string(name)


def toml_text(table: dict[str, Any], header: str = "") -> str:
    """A table as TOML: plain values first, then tables and arrays of tables, in order given.

    Empty strings, lists and None are left out: absence means them.
    """
    lines: list[str] = []
    later: list[str] = []
    for name, value in table.items():
        if value is None or value == "" or value == [] or value == {}:
            continue
        path = f"{header}.{_key(name)}" if header else _key(name)
        if isinstance(value, dict):
            later.append(f"\n[{path}]\n{toml_text(value, path)}")
        elif isinstance(value, list) and isinstance(value[0], dict):
            later.extend(f"\n[[{path}]]\n{toml_text(item, path)}" for item in value)
        else:
            lines.append(f"{_key(name)} = {_value(value)}\n")
    return "".join(lines) + "".join(later)


def commented(text: str, comments: Mapping[str, Sequence[str]]) -> str:
    """TOML with comment lines above keys ("start") and tables ("formations", "formations uk").

    A table is found by its name alone (its first), or by its name and the id that opens it.
    """
    lines = text.split("\n")  # not splitlines: strings may hold its rarer line ends
    out: list[str] = []
    left = dict(comments)
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        table = re.fullmatch(r"\[{1,2}([^\[\]]+)\]{1,2}", line)
        if table:
            opens = re.fullmatch(r'id = "([^"\\]*)"', after)
            names = [table[1], f"{table[1]} {opens[1]}"] if opens else [table[1]]
        else:
            found = _KEY.match(line)
            names = [found[1]] if found else []
        for name in names:
            out += [f"# {_inert(each)}" for each in left.pop(name, ())]
        out.append(line)
    return "\n".join(out)


def _inert(words: str) -> str:
    """Words that may stand in a comment: TOML allows no control characters there."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
