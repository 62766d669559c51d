"""The whole story in one place: read, draft, fit, ask, show.

A report becomes claims; claims and a question become a case; a case's claims become evidence; a
model is built for it and conditioned on all the evidence at once; answers are read off the
posterior; a page shows them. This module owns transactions and seeds and holds no science.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.flow.desk import (
    check_ledger,
    claims_sheet,
    copy_ledger,
    judge,
    judgements,
    ledger_counts,
    noted,
    rebuild_ledger,
    ruling,
    sheet_rulings,
)
from fogline.flow.doubting import check_claim, check_words, next_fact, statements, tension
from fogline.flow.many import place_for, score, track_record, what_ifs, with_refits
from fogline.flow.opening import check_day as _check_day
from fogline.flow.opening import check_observable as _check_observable
from fogline.flow.opening import fitted, open_case, scenario_named, without
from fogline.flow.reading import (
    Progress,
    ReadFile,
    draft,
    language_model,
    names_text,
    quiet,
    read,
    read_each,
)
from fogline.ground.errors import InputError, NotEnoughEvidence

if TYPE_CHECKING:
    from fogline.answer import Assessment, Check, Crossing, Estimate, Simulation, Weighing, WhatIf
    from fogline.answer.implication import Implication
    from fogline.ask.daily_losses import ConstantLaw
    from fogline.ask.refits import Refits
    from fogline.case import Case, Echo
    from fogline.claims import Claim
    from fogline.claims.evaluation import FieldScore
    from fogline.claims.links import Proposal
    from fogline.claims.measures import Measure
    from fogline.model.attrition import AbstractAttritionLaw
    from fogline.report import Report

__all__ = [
    "AssessResult",
    "ReadFile",
    "ask",
    "assess",
    "check",
    "check_claim",
    "check_ledger",
    "check_words",
    "claims_sheet",
    "constant_laws",
    "copy_ledger",
    "crossing",
    "draft",
    "echoes",
    "evaluate",
    "export",
    "fit",
    "fitted",
    "forecast",
    "implications",
    "judge",
    "judgements",
    "language_model",
    "laws",
    "ledger_counts",
    "links",
    "measures",
    "next_fact",
    "open_case",
    "place_for",
    "read",
    "read_each",
    "rebuild_ledger",
    "report",
    "report_text",
    "ruling",
    "scenario_named",
    "score",
    "sheet_rulings",
    "statements",
    "tension",
    "track_record",
    "weigh",
    "what_if",
    "what_ifs",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessResult:
    """What the main job made: answers (None where the claims give too little), claims, the page."""

    assessment: Assessment | None
    case: Case | None
    claims: Mapping[str, Claim]
    report_path: Path | None
    reports: tuple[Report, ...] = ()
    missing: str = ""
    run_folder: Path | None = None
    listed: Mapping[str, str] = field(default_factory=dict)


# The main job -------------------------------------------------------------------------------


@noted("assess")
def assess(
    target: Sequence[str],
    *,
    published: date | None = None,
    out: Path = Path("report.html"),
    seed: int | None = None,
    ledger: Path | None = None,
    names: str = "",
    progress: Progress | None = None,
    quick: bool = False,
) -> AssessResult:
    """Read, draft if needed, fit, answer, write the page.

    ``target`` is one case (a bundled name or a folder with case.toml) or report files, which are
    read with the ``names`` of a gazetteer (see ``draft``). Raises InputError for names beside a
    case, whose claims were read before.
    """
    from fogline.answer.stored import ANSWERS_FILE, assessment_to_text
    from fogline.ground.files import write_atomically
    from fogline.page import render_claims_page, render_report
    from fogline.page.exports import export_answers

    tell = progress or quiet
    reports: tuple[Report, ...] = ()
    if len(target) == 1 and _is_case(target[0]):
        if names:
            raise InputError(
                f"{target[0]} is a case: its claims were read before, and --names would change none"
                " of them - give --names with report files, or read them again with it"
            )
        case = open_case(target[0])
    else:
        if cases := [each for each in target if _is_case(each)]:
            raise InputError(
                f"one case is assessed, or reports, not both: {cases[0]} is a case - add a report "
                f"to it with fogline serve {cases[0]}, or draft a new case from all the reports"
            )
        found, bad = read(
            target, published=published, ledger=ledger, names=names, progress=progress
        )
        reports = tuple(item for item, _ in found)
        claims = [claim for _, some in found for claim in some]
        try:
            from fogline.case import draft_case

            tell("drafting a case from the claims", None)
            case = draft_case(list(reports), claims, unread=bad, names=names_text(names))
        except NotEnoughEvidence as error:
            by_id = {claim.id: claim for claim in claims}
            page = render_claims_page(reports[0], by_id, missing=str(error))
            write_atomically(out, page)
            return AssessResult(
                assessment=None,
                case=None,
                claims=by_id,
                report_path=out,
                reports=reports,
                missing=str(error),
            )
    question = fitted(case, seed=seed, progress=progress, quick=quick)
    tell("answering", None)
    assessment = question.assessment(preview=quick)
    by_id = {claim.id: claim for claim in case.claims}
    tell("drawing the page", None)
    page = render_report(assessment, case, by_id)
    write_atomically(out, page)
    kept = {
        "hub.csv": export_answers("hub", assessment, by_id),
        "prov.json": export_answers("prov", assessment, by_id),
        ANSWERS_FILE: assessment_to_text(assessment),
    }
    run_folder = question.keep({"report.html": page, **kept})
    _remember(case, assessment, run_folder, ledger)
    return AssessResult(
        assessment=assessment,
        case=case,
        claims=by_id,
        report_path=out,
        reports=reports or case.reports,
        run_folder=run_folder,
    )


def _is_case(target: str) -> bool:
    from fogline.case import bundled_cases

    path = Path(target)
    return target in bundled_cases() or (path.is_dir() and (path / "case.toml").exists())


def _remember(case: Case, assessment: Assessment, run_folder: Path, ledger: Path | None) -> None:
    from fogline.ledger import Ledger

    with Ledger.open(ledger) as book, book.atomic():
        book.add_claims(case.claims)
        book.add_run(
            case=case.id,
            case_hash=case.hash,
            folder=str(run_folder),
            seed=assessment.provenance.seed,
            passed=bool(assessment.check and assessment.check.passed),
            summary=[str(sentence) for sentence in assessment.summary],
        )


# Single questions ---------------------------------------------------------------------------


def ask(
    case: str,
    observable: str,
    *,
    on: date | None = None,
    drop: Sequence[str] = (),
    seed: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """One observable on one date (the cut-off by default).

    drop   sources left out of the fit with all they say: leave-one-source-out
    """
    opened = without(open_case(case), drop)
    _check_observable(opened, observable)
    _check_day(opened, on)
    return fitted(opened, seed=seed, progress=progress).estimate(observable, on)


def forecast(
    case: str,
    *,
    until: date | None = None,
    observable: str | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> list[Estimate]:
    """Every observable (or one) on every day after the cut-off, to ``until`` (the horizon)."""
    opened = open_case(case)
    if observable is not None:
        _check_observable(opened, observable)
    last = until or opened.horizon
    if not opened.cut_off < last <= opened.horizon:
        raise InputError(
            f"no forecast to {last}: the case {opened.id} forecasts from {opened.cut_off} to "
            f"{opened.horizon} - choose a day in between, or move the horizon in case.toml"
        )
    question = fitted(opened, seed=seed, progress=progress)
    days = [opened.cut_off + timedelta(n) for n in range(1, (last - opened.cut_off).days + 1)]
    names = [observable] if observable else [o.name for o in question.posterior.observables]
    return [question.estimate(name, day) for name in names for day in days]


def crossing(
    case: str,
    observable: str,
    threshold: float,
    *,
    until: date | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Crossing:
    """When an observable reaches a number after the cut-off, by ``until`` (the horizon)."""
    opened = open_case(case)
    _check_observable(opened, observable)
    _check_day(opened, until)
    question = fitted(opened, seed=seed, progress=progress)
    return question.crossing(observable, threshold, until)


def what_if(
    case: str,
    scenario: str | Sequence[str],
    *,
    seed: int | None = None,
    progress: Progress | None = None,
) -> WhatIf:
    """A scenario against the same draws without it: one of the case's, or changes in words."""
    opened = open_case(case)
    wanted = scenario_named(opened, scenario)
    return fitted(opened, seed=seed, progress=progress).what_if(wanted)


def simulate(case: str, **settings: Any) -> Simulation:
    """A case run forward without its claims; the settings are those of ``ask.simulate``."""
    from fogline.ask.simulate import simulate as run

    return run(open_case(case), **settings)


def implications(
    case: str, *, seed: int | None = None, progress: Progress | None = None, **asked: Any
) -> list[Implication]:
    """What the fit implies about the system; what is asked is as in ``ask.implied``."""
    from fogline.ask.implied import implications as implied

    return implied(fitted(open_case(case), seed=seed, progress=progress).posterior, **asked)


def weigh(
    case: str,
    observable: str,
    *,
    on: date | None = None,
    refit: str = "claims",
    where: str = "",
    seed: int | None = None,
    progress: Progress | None = None,
) -> Weighing:
    """Which claims carry an answer.

    refit  "claims": fit again without each claim whose importance weights fail; "all": without
           such sources and sides too; "none": only mark them. Fits are kept.
    where  as in ``tasks.run``: where these fits are made; "": on the processors of this machine
    """
    opened = open_case(case)
    _check_observable(opened, observable)
    _check_day(opened, on)
    question = fitted(opened, seed=seed, progress=progress)

    def weighed(refits: Refits) -> Weighing:
        return question.weighing(observable, on, refits=refits, refit_groups=refit == "all")

    if refit == "none":
        return weighed(question.refits())
    return with_refits(question, weighed, verb="weigh", where=where, progress=progress)


def check(case: str, *, seed: int | None = None, progress: Progress | None = None) -> Check:
    """Gates, diagnostics and posterior-predictive p of a case's fit."""
    return fitted(open_case(case), seed=seed, progress=progress).check()


def report(
    case: str,
    out: Path,
    *,
    fmt: str = "html",
    seed: int | None = None,
    progress: Progress | None = None,
) -> Path:
    """The report of a case: one HTML file, Markdown ("md"), or PDF by an installed Chromium."""
    from fogline.ground.files import write_atomically
    from fogline.page.pdf import find_browser

    if fmt == "pdf":
        find_browser()  # before the fit
    opened = open_case(case)
    assessment = fitted(opened, seed=seed, progress=progress).assessment()
    write_atomically(out, report_text(opened, assessment, fmt))
    return out


def report_text(case: Case, assessment: Assessment, fmt: str = "html") -> str | bytes:
    """The report of answers that are there already; ``fmt`` as in ``report``."""
    from fogline.page import render_markdown, render_report
    from fogline.page.pdf import find_browser, print_page

    by_id = {claim.id: claim for claim in case.claims}
    if fmt == "md":
        return render_markdown(assessment, case, by_id)
    page = render_report(assessment, case, by_id)
    return print_page(page, find_browser()) if fmt == "pdf" else page


def export(
    case: str,
    *,
    form: str = "all",
    out: Path | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Claims and answers for other programs: one form as a file, or all in a folder."""
    from fogline.ground.files import write_atomically
    from fogline.page.exports import export_files

    opened = open_case(case)
    files = export_files(
        form,
        opened,
        {claim.id: claim for claim in opened.claims},
        lambda: fitted(opened, seed=seed, progress=progress).assessment(),
    )
    base = out or Path(f"{opened.id}-export" if form == "all" else next(iter(files)))
    places = {base / name if form == "all" else base: data for name, data in files.items()}
    for path, data in places.items():
        write_atomically(path, data)
    return list(places)


# A fit, kept --------------------------------------------------------------------------------


@noted("fit")
def fit(
    case: str,
    *,
    seed: int | None = None,
    quick: bool = False,
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Path, Check]:
    """Fit a case, or open its kept fit; the folder it is kept in, and whether to trust it."""
    from fogline.ledger import Ledger

    opened = open_case(case)
    question = fitted(opened, seed=seed, progress=progress, quick=quick)
    found, folder = question.check(), question.folder
    with Ledger.open(ledger) as book, book.atomic():
        book.add_run(
            case=opened.id, case_hash=opened.hash, folder=str(folder), seed=question.seed,
            passed=found.passed,
        )  # fmt: skip
    return folder, found


# What it knows, and how well it reads -------------------------------------------------------


def echoes(case: str) -> Sequence[Echo]:
    """How closely a case's sources agree, pair by pair; the linked ones are counted once."""
    from fogline.case import echoes_in

    return echoes_in(open_case(case))


def links(claims: Iterable[Claim]) -> list[Proposal]:
    """Pairs of claims that may speak of one event or go back to one origin, best first."""
    from fogline.claims.links import propose

    return propose(claims)


def laws() -> Mapping[str, AbstractAttritionLaw]:
    """The attrition laws by name; the docstring of each gives its equation and its source."""
    from fogline.model.attrition import LAWS

    return LAWS


def constant_laws(case: str) -> Sequence[ConstantLaw]:
    """How far laws with constant rates explain the daily losses recorded in a case."""
    from fogline.ask.daily_losses import constant_laws

    return constant_laws(open_case(case))


def measures() -> Mapping[str, Measure]:
    """The canonical measures by name."""
    from fogline.claims.measures import MEASURES

    return MEASURES


def evaluate(folder: Path) -> tuple[dict[str, dict[str, FieldScore]], list[list[str]]]:
    """How well annotated passages are read: scores by half and field, and a table of them."""
    from fogline.claims.evaluation import evaluate_halves, format_table

    halves = evaluate_halves(folder)
    return halves, format_table(halves)
