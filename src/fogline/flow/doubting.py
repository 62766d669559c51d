"""Doubting answers: what cannot all be true, one statement, the next fact, past forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fogline.flow.many import with_refits
from fogline.flow.opening import check_day, check_observable, fitted, open_case
from fogline.flow.reading import Progress
from fogline.ground.errors import InputError

if TYPE_CHECKING:
    from fogline.answer import ClaimCheck, NextFact, Tension
    from fogline.ask.question import Question
    from fogline.ask.refits import Refits
    from fogline.ask.statements import Statement
    from fogline.case import Case

__all__ = ["check_claim", "check_words", "next_fact", "statements", "tension"]


def tension(
    case: str, *, refit: bool = True, seed: int | None = None, progress: Progress | None = None
) -> Tension:
    """Claims that cannot all be true under the model, with the fewest that would have to give.

    refit  fit again without a smallest set whose importance weights fail, to confirm it
    """
    question = fitted(open_case(case), seed=seed, progress=progress)
    if not refit:
        return question.tension()
    return with_refits(question, question.tension, verb="tension", progress=progress)


def check_claim(
    case: str,
    claim: str = "",
    *,
    observable: str = "",
    on: date | None = None,
    low: float | None = None,
    value: float | None = None,
    high: float | None = None,
    side: str = "",
    refit: bool = True,
    seed: int | None = None,
    progress: Progress | None = None,
) -> ClaimCheck:
    """A claim of the case, or a number given here, against all sources but its own and its kin."""
    from fogline.ask.statements import stated, statement_of

    opened = open_case(case)
    if claim:
        statement = statement_of(opened, claim)
    else:
        check_observable(opened, observable)
        check_day(opened, on)
        statement = stated(
            opened, observable, on or opened.cut_off, low=low, value=value, high=high, side=side
        )
    question = fitted(opened, seed=seed, progress=progress)
    return _checked(question, [statement], refit, progress)[0]


def check_words(
    case: str,
    words: str,
    *,
    said_on: date | None = None,
    refit: bool = True,
    seed: int | None = None,
    progress: Progress | None = None,
) -> tuple[list[ClaimCheck], dict[str, str]]:
    """A passage as read: each claim in it that the case can hold, as in ``check_claim``.

    said_on   the day the words were printed; the cut-off when not given
    Also gives the words of the claims that cannot be held, each with the reason.
    Raises InputError where the passage makes no claim at all.
    """
    opened = open_case(case)
    held, listed = statements(opened, words, said_on=said_on)
    if not held:
        return [], listed
    question = fitted(opened, seed=seed, progress=progress)
    return _checked(question, held, refit, progress), listed


def _checked(
    question: Question, held: Sequence[Statement], refit: bool, progress: Progress | None
) -> list[ClaimCheck]:
    def checked(refits: Refits | None) -> list[ClaimCheck]:
        return [question.check_claim(statement, refits) for statement in held]

    if not refit:
        return checked(None)
    return with_refits(question, checked, verb="check-claim", progress=progress)


def statements(
    case: Case, words: str, *, said_on: date | None = None
) -> tuple[list[Statement], dict[str, str]]:
    """The claims in a passage with what each says in the case's quantities; the others' reasons.

    Raises InputError where the passage makes no claim at all.
    """
    from fogline.ask.statements import held_alone
    from fogline.case import own_sources
    from fogline.claims import extract
    from fogline.report import Report

    check_day(case, said_on)
    report = Report(
        text=words, body=((0, len(words)),), published=said_on or case.cut_off,
        title="the statement",
    )  # fmt: skip
    kept, fresh = own_sources(case, report, extract(report))
    if not kept:
        raise InputError(
            "no claim can be read in these words - state a number and what it counts, or give "
            "--observable with --value, --low or --high"
        )
    told = replace(case, claims=(*case.claims, *kept), sources=(*case.sources, *fresh))
    found = [(claim, held_alone(told, claim)) for claim in kept]
    held = [statement for _, statement in found if not isinstance(statement, str)]
    return held, {claim.words: reason for claim, reason in found if isinstance(reason, str)}


def next_fact(
    case: str,
    observable: str,
    *,
    on: date | None = None,
    days: Sequence[date] = (),
    seed: int | None = None,
    progress: Progress | None = None,
) -> NextFact:
    """Which observation, on which of ``days`` (the cut-off), would settle most of an answer."""
    opened = open_case(case)
    check_observable(opened, observable)
    for day in (on, *days):
        check_day(opened, day)
    question = fitted(opened, seed=seed, progress=progress)
    return question.next_facts([observable], on, days)[0]
