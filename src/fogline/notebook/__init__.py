"""The door for notebooks and scripts: ``fogline.open("kursk")`` gives a case to work with.

Everything here calls :mod:`fogline.flow` and shows what comes back; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.notebook.fitted import FittedCase
from fogline.notebook.tables import Answers, Claims, Shown

if TYPE_CHECKING:
    from fogline.answer import Weighing, WhatIf
    from fogline.case import Case

__all__ = ["Answers", "Claims", "FittedCase", "OpenCase", "Shown", "open_notebook"]


def open_notebook(case: str | Path = "kursk") -> OpenCase:
    """A bundled case by name, or a case folder.

    Raises CaseError with every fault of the folder.
    """
    from fogline import flow

    return OpenCase(flow.open_case(case))


class OpenCase:
    """A case; questions are answered by its fit, which is made once and kept on disk.

    ``ask``, ``forecast``, ``what_if`` and ``weigh`` are short for the same on ``fit()``, which has
    the other questions too.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._fits: dict[tuple[int | None, bool], FittedCase] = {}

    @property
    def claims(self) -> Claims:
        """Every claim of the case."""
        return Claims(self.case.claims)

    def fit(self, *, seed: int | None = None, quick: bool = False) -> FittedCase:
        """The case's fit for a seed (the case's own by default): made, or opened if kept.

        quick   a preview with few draws, not to be quoted
        """
        from fogline import flow

        if (seed, quick) not in self._fits:
            found = flow.fitted(self.case, seed=seed, progress=None, quick=quick)
            self._fits[seed, quick] = FittedCase(found)
        return self._fits[seed, quick]

    def ask(self, observable: str, on: date | str | None = None) -> Answers:
        """One observable on one day, the cut-off by default. Raises UnknownName, InputError."""
        return self.fit().ask(observable, on)

    def forecast(self, observable: str, until: date | str | None = None) -> Answers:
        """One observable on every day after the cut-off, to the horizon by default."""
        return self.fit().forecast(observable, until)

    def what_if(self, scenario: str | Sequence[str]) -> Shown[WhatIf]:
        """A scenario, or changes in words, against the same draws. Raises UnknownName."""
        return self.fit().what_if(scenario)

    def weigh(self, observable: str, on: date | str | None = None) -> Shown[Weighing]:
        """Which claims carry an answer. Raises UnknownName, InputError."""
        return self.fit().weigh(observable, on)

    def __repr__(self) -> str:
        return f"<case {self.case.id}: {self.case.title}>"

    def _repr_html_(self) -> str:
        from fogline.page.cards import case_card

        return case_card(self.case)
