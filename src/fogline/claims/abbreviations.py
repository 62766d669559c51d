"""Abbreviations of staff language, written out for the parser: "4 offrs, 61 ORs" are officers and men.

The text of a report is never changed: only the parser, and the look-up of a word's lemma, see the
full words. A form counts as it is written, capitals and all ("OR" is a soldier, "or" is none).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

__all__ = ["full_words", "written_out"]


@lru_cache(maxsize=1)
def full_words() -> dict[str, str]:
    """Abbreviation as written -> the word it stands for.

    Source: customary abbreviations of British, Commonwealth and American staff duties, 1914 to
    1991; collected by us (``tables/abbreviations.toml``).
    """
    source = files("fogline.claims.tables").joinpath("abbreviations.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))["words"]


def written_out(words: list[str]) -> list[str] | None:
    """The words with abbreviations written out, one for one; None when there is none to write out.

    Those that are written alike as other things ("rd", a round or a road) are only read as what is
    counted when a figure stands before them: their entries begin with a blank.
    """
    table = full_words()
    if not any(word in table for word in words):
        return None
    full = list(words)
    for index, word in enumerate(words):
        meant = table.get(word)
        if meant is None:
            continue
        counted = index > 0 and words[index - 1][:1].isdigit()
        if not meant.startswith(" ") or counted:
            full[index] = meant.strip()
    return full
