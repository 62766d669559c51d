"""Parts of the story that are many tasks: they run here, on processes or on a Dask cluster.

Each result enters the ledger once, in the program that asked; what was done is not done again.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fogline.flow.opening import fitted, open_case, scenario_named
from fogline.flow.reading import Progress, quiet
from fogline.ground.errors import InputError

if TYPE_CHECKING:
    from fogline.answer import Score, WhatIf
    from fogline.ask.question import Question
    from fogline.ask.refits import Refits
    from fogline.fit.fit import Fit
    from fogline.ledger import Ledger
    from fogline.tasks import Keeper, Task

__all__ = ["place_for", "score", "track_record", "what_ifs", "with_refits"]

T = TypeVar("T")

HERE = "here"


def place_for(cluster: str = "", workers: int = 0) -> str:
    """Where tasks run, as ``tasks.run`` wants it; "" where nothing was said.

    Raises InputError where both are given, and for a place that is none.
    """
    from fogline.tasks import check_place

    if cluster and workers:
        raise InputError(
            f"both --cluster {cluster} and --workers {workers} - give one; --cluster processes:"
            f"{workers} says the same as --workers {workers}"
        )
    if cluster:
        check_place(cluster)
    return cluster or (f"processes:{workers}" if workers else "")


def _cores(where: str) -> int:
    """Chains that one fit draws at once: two where it is alone, one beside others."""
    return 2 if where == HERE else 1


def _all_of(
    keeper: Keeper,
    batch: str,
    tasks: Sequence[Task],
    function: Callable[..., Any],
    *,
    where: str,
    progress: Progress | None,
    keep: Callable[[Task, Any], Any] | None = None,
) -> dict[str, Any]:
    """Results by task; a failure is raised once the others are done and kept."""
    from fogline.tasks import run_kept

    outcomes = list(
        run_kept(keeper, batch, tasks, function, where=where, progress=progress, keep=keep)
    )
    return {outcome.task.key: outcome.value() for outcome in outcomes}


def score(
    case: str,
    *,
    origins: Sequence[date] = (),
    seed: int | None = None,
    quick: bool = False,
    stored: bool = False,
    where: str = "",
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> Score:
    """A rolling-origin backtest: forecasts of past cut-offs against the claims that came next.

    Each origin's scores are kept in the ledger; a stopped backtest goes on where it was.
    stored  the backtest of a bundled case that is kept with the program, computing nothing
    where   as in ``tasks.run``
    """
    from fogline.ask.records import stored_score

    if stored:
        found = stored_score(case)
        if found is None:
            raise InputError(
                f"no backtest of {case} is kept with the program - run: fogline score {case}"
            )
        return found
    from fogline.ask.backtest import origin_about, origin_task, origins_of, score_of
    from fogline.ground.ids import content_id
    from fogline.ledger import Ledger
    from fogline.tasks import Task

    opened, where, tell = open_case(case), where or HERE, progress or quiet
    days = [day.isoformat() for day in origins_of(opened, origins)]
    run_seed = opened.seed if seed is None else seed
    batch = f"score {content_id('', sorted(origin_about(opened, run_seed, quick).items()))}"
    tasks = [
        Task(day, (opened, day, run_seed, quick, _cores(where)), f"backtest from {day}")
        for day in days
    ]
    one = partial(origin_task, tell=tell) if where == HERE else origin_task
    tell(f"backtest from {days[0]}", 0.0)
    with Ledger.open(ledger) as book, book.work("score", case):
        found = _all_of(book, batch, tasks, one, where=where, progress=tell)
    options = [part for day in origins for part in ("--origin", day.isoformat())]
    options += ["--quick"] * quick + ([] if seed is None else ["--seed", str(seed)])
    return score_of(
        opened, [found[day] for day in days], shlex.join(["fogline", "score", case, *options])
    )


def track_record(case: str) -> Score | None:
    """The backtest of a case that is kept with the program; None where there is none."""
    from fogline.ask.records import stored_score

    return stored_score(open_case(case).id)


def what_ifs(
    case: str,
    scenarios: Sequence[str] = (),
    *,
    seed: int | None = None,
    where: str = "",
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> list[WhatIf]:
    """Several scenarios of a case, or all, each against the same draws without it.

    Each what-if is kept in the ledger. where   as in ``tasks.run``
    """
    from fogline.answer import WhatIf
    from fogline.answer.stored import of_form
    from fogline.ask.what_if import what_if_task
    from fogline.ground.ids import content_id
    from fogline.ledger import Ledger
    from fogline.tasks import Task

    opened, where = open_case(case), where or HERE
    names = list(dict.fromkeys(scenarios)) or [item.id for item in opened.scenarios]
    wanted = {name: scenario_named(opened, name) for name in names}
    if not wanted:
        raise InputError(f"the case {opened.id} has no what-if - add one in its folder scenarios")
    question = fitted(opened, seed=seed, progress=progress)
    draws = question.posterior.fit
    keys = {name: content_id(f"{name} ", repr(item)) for name, item in wanted.items()}
    tasks = [
        Task(keys[name], (opened, draws, question.seed, item), f"what if: {name}")
        for name, item in wanted.items()
    ]
    with Ledger.open(ledger) as book, book.work("what-if", case):
        found = _all_of(
            book, f"what-if {question.folder.name}", tasks, what_if_task, where=where,
            progress=progress,
        )  # fmt: skip
    return [of_form(WhatIf, found[keys[name]]) for name in names]


def with_refits(
    question: Question,
    asked: Callable[[Refits], T],
    *,
    verb: str,
    where: str = "",
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> T:
    """What is asked, with the fits without some claims that it wants made first, side by side.

    asked   is put once with fits that are only noted, to learn which it wants, and once in earnest
    where   as in ``tasks.run``; "": on the processors of this machine
    They are kept beside the fit, where whoever asks next finds them; the ledger marks each done.
    The draws do not depend on where they are made.
    """
    from fogline.ask.refits import refit_task
    from fogline.ledger import Ledger
    from fogline.tasks import Task

    refits = question.refits(progress or quiet)
    refits.planned = {}
    found = asked(refits)
    if not refits.planned:
        return found
    wanted = {refits.place(claims).stem: claims for claims in refits.planned}
    where = where or (HERE if len(wanted) == 1 else "threads")
    near = question.posterior.fit.flat()
    tasks = [
        Task(
            key, (question.case, near, tuple(sorted(claims)), question.seed, _cores(where)),
            f"fit without {refits.planned[claims]}",
        )
        for key, claims in wanted.items()
    ]  # fmt: skip

    def keep(task: Task, fit: Fit) -> str:
        refits.keep(wanted[task.key], fit)
        return refits.place(wanted[task.key]).name

    with Ledger.open(ledger) as book, book.work(verb, question.case.id):
        _all_of(
            _Missing(book), f"refits {question.folder.name}", tasks, refit_task, where=where,
            progress=progress, keep=keep,
        )  # fmt: skip
    return asked(question.refits(progress or quiet))


class _Missing:
    """A ledger asked only for fits whose file is gone or damaged: they are made again."""

    def __init__(self, book: Ledger) -> None:
        self.atomic, self.add_result = book.atomic, book.add_result

    def result(self, batch: str, key: str) -> None:
        """Never kept: a plan leaves out what is."""
