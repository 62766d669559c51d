"""A case with one fit, as Python and notebooks have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.ground.errors import FoglineError
from fogline.notebook.tables import Answers, Shown

if TYPE_CHECKING:
    import xarray

    from fogline.answer import (
        Assessment,
        Check,
        ClaimCheck,
        Crossing,
        Estimate,
        NextFact,
        SourceBias,
        Tension,
        Weighing,
        WhatIf,
    )
    from fogline.ask.question import Question
    from fogline.case import Case

__all__ = ["FittedCase"]


class FittedCase:
    """A case with one fit; every question is answered from the same draws."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._check: Check | None = None

    @property
    def case(self) -> Case:
        """The case as a value."""
        return self._question.case

    @property
    def seed(self) -> int:
        """The seed of the run."""
        return self._question.seed

    @property
    def folder(self) -> Path:
        """Where the fit is kept: posterior.nc, which ArviZ opens."""
        return self._question.folder

    @property
    def check(self) -> Check:
        """Gates and diagnostics."""
        if self._check is None:
            self._check = self._question.check()
        return self._check

    def ask(self, observable: str, on: date | str | None = None) -> Answers:
        """One observable on one day, the cut-off by default. Raises UnknownName, InputError."""
        name = self._known(observable)
        return self._answers([self._question.estimate(name, _day(on))])

    def answers(self, on: date | str | None = None) -> Answers:
        """Every observable on one day, the cut-off by default."""
        names = [item.name for item in self._question.posterior.observables]
        return self._answers([self._question.estimate(name, _day(on)) for name in names])

    def forecast(self, observable: str, until: date | str | None = None) -> Answers:
        """One observable on every day after the cut-off, to the horizon by default."""
        from datetime import timedelta

        case = self.case
        last = _day(until) or case.horizon
        days = range(1, (last - case.cut_off).days + 1)
        return self._answers(
            [
                self._question.estimate(self._known(observable), case.cut_off + timedelta(n))
                for n in days
            ]
        )

    def what_if(self, scenario: str | Sequence[str]) -> Shown[WhatIf]:
        """One of the case's scenarios, or changes in words, against the same draws without it.

        In words: ``["reinforce nk 5000 from 2025-03-01"]``. Raises UnknownName, InputError.
        """
        from fogline import flow
        from fogline.page.cards import what_if_card

        found = self._question.what_if(flow.scenario_named(self.case, scenario))
        return Shown(found, lambda: what_if_card(found, passed=self.check.passed))

    def weigh(self, observable: str, on: date | str | None = None) -> Shown[Weighing]:
        """Which claims carry an answer. Raises UnknownName, InputError."""
        from fogline.page.cards import weighing_card

        found = self._question.weighing(self._known(observable), _day(on))
        return Shown(found, lambda: weighing_card(found))

    def reaches(
        self, observable: str, number: float, until: date | str | None = None
    ) -> Shown[Crossing]:
        """When an observable reaches a number (a share as .8), by the horizon by default."""
        from fogline.page.cards import sentences_card

        found = self._question.crossing(self._known(observable), number, _day(until))
        return Shown(found, lambda: sentences_card(found.title, [found.words], self.check.passed))

    def sources(self) -> Shown[tuple[SourceBias, ...]]:
        """How high or low each source runs, as learned."""
        from fogline.page.cards import sources_card

        found = self._question.biases()
        return Shown(found, lambda: sources_card(found))

    def tension(self) -> Shown[Tension]:
        """Claims that cannot all be true under the model, with the fewest that would have to give.

        Smallest sets whose weights fail are marked; ``fogline tension`` fits again without them.
        """
        from fogline.page.cards import sentences_card

        found = self._question.tension()
        told = [found.sentence, *(group.sentence for group in found.groups if group.raised)]
        return Shown(found, lambda: sentences_card("Tension", told, self.check.passed))

    def next_fact(self, observable: str, on: date | str | None = None) -> Shown[NextFact]:
        """Which observation would settle most of an answer. Raises UnknownName, InputError."""
        from fogline.page.cards import next_fact_card

        (found,) = self._question.next_facts([self._known(observable)], _day(on))
        return Shown(found, lambda: next_fact_card(found, passed=self.check.passed))

    def check_claim(
        self, words: str, said_on: date | str | None = None
    ) -> Shown[tuple[ClaimCheck, ...]]:
        """Each claim in a statement against all that other sources say. Raises InputError."""
        from fogline import flow
        from fogline.page.cards import sentences_card

        held, listed = flow.statements(self.case, words, said_on=_day(said_on))
        found = tuple(self._question.check_claim(statement) for statement in held)
        told = [check.sentence for check in found]
        told += [f"Not held against the case: {said}: {why}." for said, why in listed.items()]
        return Shown(found, lambda: sentences_card("One statement", told, self.check.passed))

    def assess(self) -> Assessment:
        """Everything the main job answers, as one value."""
        return self._question.assessment()

    def to_datatree(self) -> xarray.DataTree:
        """Draws and sampler statistics as an xarray DataTree, which ArviZ 1 works with."""
        return self._question.posterior.fit.to_datatree()

    def to_arviz(self) -> Any:
        """The draws for the ArviZ that is installed.

        A DataTree for ArviZ 1, an InferenceData for ArviZ 0. Raises FoglineError without ArviZ.
        """
        try:
            import arviz
        except ImportError as error:
            raise FoglineError(
                "ArviZ is not installed - pip install arviz, or use to_datatree()"
            ) from error
        tree = self.to_datatree()
        if int(arviz.__version__.split(".")[0]) >= 1:
            return tree
        groups: dict[str, Any] = {name: group.to_dataset() for name, group in tree.children.items()}
        return arviz.InferenceData(**groups)

    def __repr__(self) -> str:
        verdict = "passed its gates" if self.check.passed else "FAILED its gates"
        return f"<fit of {self.case.id}, seed {self.seed}, {verdict}>"

    def _repr_html_(self) -> str:
        from fogline.page.cards import fit_card

        return fit_card(self.case, self.check, self.seed)

    def _known(self, observable: str) -> str:
        """The name again; UnknownName, with near ones, when the model does not show it."""
        return self._question.posterior.observable(observable).name

    def _answers(self, found: Sequence[Estimate]) -> Answers:
        return Answers(found, case=self.case.id, passed=self.check.passed)


def _day(day: date | str | None) -> date | None:
    """A date, also as ISO text. Raises FoglineError."""
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise FoglineError(f"no date: {day!r} - write it as 2025-01-31") from error
