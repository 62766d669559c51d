"""Opening a case and putting it to the machine half, with faults told before a fit is paid for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.flow.reading import Progress, quiet
from fogline.ground.errors import InputError, UnknownName

if TYPE_CHECKING:
    from fogline.ask.question import Question
    from fogline.case import Case, Scenario

__all__ = ["check_day", "check_observable", "fitted", "open_case", "scenario_named", "without"]


def open_case(name_or_folder: str | Path) -> Case:
    """A bundled case by name, or a case folder; all faults of the folder at once (CaseError)."""
    from fogline.case import load_case, resolve_case

    return load_case(resolve_case(name_or_folder))


def without(case: Case, sources: Sequence[str]) -> Case:
    """The case without what some sources say, to be fitted anew."""
    if not sources:
        return case
    from fogline.ask.drop import without_sources

    return without_sources(case, sources)


def fitted(
    case: Case, *, seed: int | None, progress: Progress | None, quick: bool = False
) -> Question:
    """A case with its fit, made or opened if kept; every answer is read off it."""
    from fogline.ask.question import Question

    return Question.of(case, seed=seed, progress=progress or quiet, quick=quick)


def check_day(case: Case, on: date | None) -> None:
    """Before a fit is paid for, that the case has this day."""
    if on is not None and not case.start <= on <= case.horizon:
        raise InputError(
            f"no answer for {on}: the case {case.id} runs from {case.start} to {case.horizon} - "
            "choose a day in between, or move the horizon in case.toml"
        )


def check_observable(case: Case, name: str) -> None:
    """Before a fit is paid for, that the case observes this quantity (UnknownName)."""
    known = [item.name for item in case.observables]
    if name not in known:
        raise UnknownName("observable", name, known)


def scenario_named(case: Case, scenario: str | Sequence[str]) -> Scenario:
    """A what-if of the case by its id, or what some changes in words describe together."""
    from fogline.case import scenario_of_words

    known = {item.id: item for item in case.scenarios}
    if isinstance(scenario, str) and scenario not in known and (" " in scenario or not known):
        scenario = [scenario]
    if not isinstance(scenario, str):
        return scenario_of_words(case, scenario)
    if scenario not in known:
        raise UnknownName("scenario", scenario, list(known))
    return known[scenario]
