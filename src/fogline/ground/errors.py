"""The one error tree.

Every message says, in this order: what is wrong, what was found (file, line, claim id, the words),
what to do. Only ``cli`` and ``app`` catch these.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fogline.ground.words import count_words

__all__ = [
    "CaseError",
    "Fault",
    "FitError",
    "FoglineError",
    "InputError",
    "LanguageModelError",
    "LedgerError",
    "NotEnoughEvidence",
    "TasksError",
    "UnknownName",
]


class FoglineError(Exception):
    """Something a person can mend; its text is meant for that person."""

    exit_code: int = 2


class InputError(FoglineError):
    """A report that cannot be read: missing, binary, empty, without a date or without claims."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a case folder: where it is, what is wrong, what to do."""

    file: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}" + (f" - {self.remedy}" if self.remedy else "")


class CaseError(FoglineError):
    """A case folder with faults; all of them are reported at once."""

    def __init__(self, folder: Path | str, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.folder = str(folder)
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"the case in {self.folder} has {count_words(len(self.faults), 'fault')}:\n{lines}"
        )


# Names listed in an error. Source: chosen by us; all observables of the kursk case are listed.
MOST_LISTED = 40


class UnknownName(FoglineError):
    """A name that Fogline or the case does not know; the message lists near ones."""

    def __init__(self, kind: str, name: str, known: list[str] | tuple[str, ...]) -> None:
        import difflib

        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        listed = ", ".join(sorted(known)[:MOST_LISTED])
        more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
        hint = f"did you mean {', '.join(near)}?" if near else f"known: {listed or 'none'}{more}"
        super().__init__(f"unknown {kind}: {name!r} - {hint}")


class NotEnoughEvidence(FoglineError):
    """The claims speak of too little for a model; says what is missing."""

    exit_code = 3


class FitError(FoglineError):
    """The fit could not be made (not: failed its gates, which is an answer)."""

    exit_code = 4


class LanguageModelError(FoglineError):
    """The language model asked for cannot be used: no such address, another machine, no answer."""


class LedgerError(FoglineError):
    """The ledger file cannot be used: locked, damaged, read-only, newer, or the disk is full."""

    exit_code = 5


class TasksError(FoglineError):
    """Workers that cannot be had, or that went away; the results they gave are kept."""

    exit_code = 6
