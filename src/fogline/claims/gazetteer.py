"""The gazetteer: sides, armed groups, organisations, and leaders, extensible from a case.

Nationalities and demonyms name sides; "Ministry of Defence of X", "X's General Staff", "X military
intelligence" are resolved by pattern, so a war needs no entry of its own.

Source: names and demonyms in common English use; leaders and bodies named in public reporting.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fogline.ground.errors import InputError

__all__ = ["Gazetteer", "Named"]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry: canonical name, side ("" unknown), kind and, for people, title and organisation.

    kind   side, group, agency, press, analyst, international, government, person
    """

    id: str
    name: str
    side: str
    kind: str
    title: str = ""
    organisation: str = ""


_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?", re.UNICODE)


_TABLES = {"sides", "groups", "organisations", "people"}
_FORM = "give a TOML file with the tables sides, groups, organisations, people"


def _fold(words: str) -> str:
    return " ".join(words.replace("’", "'").split()).strip(" .,;:")


class Gazetteer:
    """Look-up of names in text.

    ``Gazetteer()`` holds the bundled table; ``Gazetteer.with_table(mapping)`` lays a case's own
    table of the same form over it; ``Gazetteer.read(path)`` reads one from TOML.
    """

    def __init__(self, table: Mapping[str, Any] | None = None) -> None:
        self.entries: dict[str, Named] = {}
        self.demonyms: dict[str, str] = {}
        self.side_names: dict[str, str] = {}
        self._heads: dict[str, int] = {}
        self._found: dict[str, list[tuple[int, int, Named]]] = {}
        self._add(_bundled())
        if table:
            self._add(table)

    @classmethod
    def with_table(cls, table: Mapping[str, Any]) -> Gazetteer:
        """The bundled entries with a case's own laid over them; InputError when malformed."""
        return cls(table)

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """The bundled entries with those of a TOML file laid over; InputError when unreadable."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read the gazetteer {path}: {error} - {_FORM}") from error
        return cls.parsed(text, str(path))

    @classmethod
    def parsed(cls, text: str, name: str = "given") -> Gazetteer:
        """The bundled entries with those of a TOML text laid over; InputError when malformed."""
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"cannot read the gazetteer {name}: {error} - {_FORM}") from error
        if unknown := sorted(set(table) - _TABLES):
            raise InputError(
                f"the gazetteer {name} has unknown tables: {', '.join(unknown)} - {_FORM}"
            )
        return cls(table)

    def _add(self, table: Mapping[str, Any]) -> None:
        try:
            for side, words in table.get("sides", {}).items():
                names, _, demonyms = words.partition("|")
                listed = _split(names)
                self.side_names[side] = listed[0] if listed else side
                for name in listed:
                    self._put(name, Named(side, listed[0], side, "side"))
                for demonym in _split(demonyms):
                    self.demonyms[demonym] = side
                    if demonym not in self.entries:
                        self._put(demonym, Named(side, self.side_names[side], side, "side"))
            for group, words in table.get("groups", {}).items():
                side, _, names = words.partition("|")
                listed = _split(names)
                for name in listed:
                    self._put(name, Named(group, listed[0], side.strip() or group, "group"))
            for kind, members in table.get("organisations", {}).items():
                for name, words in members.items():
                    side, _, others = words.partition("|")
                    entry = Named(_slug(name), name, side.strip(), kind)
                    for spelling in [name, *_split(others)]:
                        self._put(spelling, entry, keep=spelling in self.demonyms)
            for short, words in table.get("people", {}).items():
                parts = [part.strip() for part in words.split("|")] + ["", "", "", ""]
                entry = Named(_slug(parts[0]), parts[0], parts[3], "person", parts[1], parts[2])
                self._put(short, entry)
                self._put(parts[0], entry)
        except AttributeError as error:
            raise InputError(
                f"the gazetteer is malformed: {error} - every entry is a text, such as "
                'ukraine = "Ukraine, Kyiv | Ukrainian, Ukrainians"'
            ) from error

    def _put(self, name: str, entry: Named, *, keep: bool = False) -> None:
        folded = _fold(name)
        if not folded or (keep and folded in self.entries):
            return
        self.entries[folded] = entry
        parts = folded.split()
        for head in {_key(parts[0]), _key(parts[0] + "'s")}:
            self._heads[head] = max(self._heads.get(head, 0), min(len(parts) + 1, 8))
        if len(parts[0]) > 1:
            self._heads["the"] = max(self._heads.get("the", 0), min(len(parts) + 1, 8))

    def get(self, words: str) -> Named | None:
        """The entry of exactly these words, with or without an article or a possessive."""
        folded = _fold(words)
        for candidate in (folded, folded.removeprefix("the ").removeprefix("The ")):
            for form in (candidate, candidate.removesuffix("'s"), candidate.removesuffix("'")):
                entry = self.entries.get(form)
                if entry is not None:
                    return entry
        return None

    def find(self, text: str) -> list[tuple[int, int, Named]]:
        """Every entry named in ``text``, longest first at each place, without overlaps."""
        cached = self._found.get(text)
        if cached is not None:
            return cached
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found: list[tuple[int, int, Named]] = []
        index = 0
        while index < len(words):
            taken = 0
            first = _key(text[words[index][0] : words[index][1]])
            longest = self._heads.get(first, 0)
            for size in range(min(longest, len(words) - index), 0, -1):
                start, end = words[index][0], words[index + size - 1][1]
                if end - start > 60:
                    continue
                raw = text[start:end]
                entry = self.get(raw)
                if entry is None:
                    continue
                if not _acceptable(raw, entry):
                    continue
                if size == 1 and entry.kind == "person" and _is_anothers(text, start, entry):
                    continue
                if raw == "KIA" and _COUNTED.search(
                    f"{text[max(0, start - 3) : start]}KIA{text[end : end + 4]}"
                ):
                    continue  # "11 KIA", "KIA 21": killed in action
                folded = raw.replace("’", "'")
                if folded in _LENT and found and _is_of(text, found[-1], start):
                    break  # "Russian peacekeepers" are Russia's, not the United Nations'
                if folded.endswith("'s"):
                    end -= 2
                found.append((start, end, entry))
                taken = size
                break
            index += max(taken, 1)
        if len(self._found) > 4096:
            self._found.clear()
        self._found[text] = found
        return found

    def side_of(self, words: str) -> str:
        """The side a noun phrase belongs to: its own entry, else its first name or demonym."""
        entry = self.get(words)
        if entry is not None and words != "KIA":
            return entry.side
        hits = self.find(words)
        for _, _, hit in hits:
            if hit.side and hit.kind in ("side", "group", "government", "person"):
                return hit.side
        return hits[0][2].side if hits else ""

    def sides_of(self, words: str) -> tuple[str, ...]:
        """All sides named in a phrase, in order, each once ("Ukrainian and U.S. officials")."""
        sides: list[str] = []
        for _, _, hit in self.find(words):
            if hit.side and hit.side not in sides:
                sides.append(hit.side)
        return tuple(sides)


_LOWER_OK = {
    "junta", "military junta", "separatists", "rebels", "insurgents", "guerrillas", "militants",
    "coalition", "the coalition", "partisans", "mujahideen", "mujahedin", "mujahidin", "peacekeepers",
    "peshmerga", "pro-Russian separatists", "Russian-backed separatists",
}  # fmt: skip
_LENT = {"peacekeepers"}
"""Common nouns for somebody else's troops, once a state is named before them."""

_COUNTED = re.compile(r"\d\s?KIA|KIA:?\s{0,2}\d|\AKIA\Z")


def _is_of(text: str, before: tuple[int, int, Named], start: int) -> bool:
    _, end, entry = before
    return entry.kind == "side" and entry.side != "un" and not text[end:start].strip()


_FIRST_NAME = re.compile(r"(?<![\w.])(?P<name>[A-Z][a-z]+) \Z")
_NO_FIRST_NAMES = {
    "when", "meanwhile", "as", "but", "and", "if", "while", "after", "before", "since", "though", "although",
    "yet", "then", "so", "that", "what", "both", "even", "only", "like", "unlike", "with", "for", "from", "by",
    "to", "in", "on", "at", "of", "the", "did", "does", "has", "had", "is", "was", "will", "would", "could",
    "can", "should", "may", "might", "asked", "said", "says", "today", "yesterday", "later", "once", "until",
    "because", "where", "why", "how", "whether", "nor", "not", "now", "still", "thus", "here", "comrade",
    "citizen", "against", "citing", "quoting", "under", "without", "within", "between",
}  # fmt: skip


def _is_anothers(text: str, start: int, entry: Named) -> bool:
    """Whether another first name stands before the surname ("Hillary Clinton" is not Bill)."""
    before = _FIRST_NAME.search(text, max(0, start - 30), start)
    if before is None:
        return False
    word = before["name"]
    if word.lower() in _NO_FIRST_NAMES or word in entry.name.split() or word in entry.title:
        return False
    from fogline.claims.voices.titles import LOWER_TITLES, TITLES

    return (
        re.fullmatch(TITLES, word) is None
        and LOWER_TITLES.fullmatch(word) is None
        and not word.endswith(("day", "ly"))
    )


_UPPER_ONLY = re.compile(r"[A-Z][A-Z.]+\Z")


def _acceptable(raw: str, entry: Named) -> bool:
    folded = _fold(raw)
    if folded in ("us", "is", "who", "Who", "au", "time", "Time", "no"):
        return False
    return folded[:1].isupper() or folded in _LOWER_OK or folded.startswith(("al-", "the "))


def _key(word: str) -> str:
    return word.replace("’", "'").strip(" .").removesuffix("'s").removesuffix("'")


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


@lru_cache(maxsize=1)
def _bundled() -> dict[str, Any]:
    source = files("fogline.claims.tables").joinpath("gazetteer.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
