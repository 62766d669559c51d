"""The claims of a case: list, judge, send to a spreadsheet and take back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fogline.cli.options import AsJson, CaseName, LedgerFile
from fogline.cli.show import print_json, say, show, table
from fogline.ground.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from fogline.case import Case
    from fogline.case.judging import Ruling
    from fogline.claims import Claim
    from fogline.claims.claim import Verdict

__all__ = ["claims"]

Several = list[str] | None


def claims(
    case: CaseName,
    measure: Annotated[
        str, typer.Option("--measure", metavar="NAME", help="Only this measure, such as killed.")
    ] = "",
    origin: Annotated[
        str, typer.Option("--origin", metavar="SOURCE", help="Only claims of this source.")
    ] = "",
    subject: Annotated[
        str, typer.Option("--subject", metavar="NAME", help="Only claims about this, such as nk.")
    ] = "",
    status: Annotated[
        str, typer.Option("--status", metavar="STATUS", help="proposed, accepted or rejected.")
    ] = "",
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="Only claims with this text.")
    ] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also the rows that later rows supersede.")
    ] = False,
    accept: Annotated[
        Several, typer.Option("--accept", metavar="ID", help="Accept a claim; may be repeated.")
    ] = None,
    reject: Annotated[
        Several, typer.Option("--reject", metavar="ID", help="Reject a claim; its words stay.")
    ] = None,
    propose: Annotated[
        Several, typer.Option("--propose", metavar="ID", help="Open a judged claim again.")
    ] = None,
    correct: Annotated[
        str, typer.Option("--correct", metavar="ID", help="Correct a claim; say what with --set.")
    ] = "",
    cells: Annotated[
        Several,
        typer.Option("--set", metavar="COLUMN=CELL", help="A column of claims.csv, its new cell."),
    ] = None,
    retarget: Annotated[
        str, typer.Option("--retarget", metavar="ID", help="The claim is about --to instead.")
    ] = "",
    echo: Annotated[
        str, typer.Option("--echo", metavar="ID", help="The claim is an echo of --to.")
    ] = "",
    relation: Annotated[
        Literal["verbatim", "distorted", "derived", "possibly independent"],
        typer.Option("--relation", help="How it echoes that claim."),
    ] = "verbatim",
    to: Annotated[
        str, typer.Option("--to", metavar="NAME", help="The new subject, or the claim echoed.")
    ] = "",
    grade: Annotated[
        str, typer.Option("--grade", metavar="ID", help="Grade a claim; the grade is --as.")
    ] = "",
    grade_as: Annotated[
        str, typer.Option("--as", metavar="GRADE", help="Admiralty, such as B2: A-F and 1-6.")
    ] = "",
    author: Annotated[
        str,
        typer.Option("--author", metavar="NAME", envvar="FOGLINE_AUTHOR", help="Who judges."),
    ] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="Why; needed for every judgement.")
    ] = "",
    log: Annotated[
        str, typer.Option("--log", metavar="ID", help="Show who judged this claim, and why.")
    ] = "",
    links: Annotated[
        bool,
        typer.Option("--links", help="Propose pairs of the listed claims of one event or origin."),
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write the claims listed as CSV."),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Judge as somebody changed such a CSV."),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List the claims of a case, or judge them.

    Each with its voice, number and days; the options narrow the list. A judgement is a new row of
    the case's claims.csv that supersedes the row judged, and a line of the audit log: nothing is
    edited or deleted.

    Examples: fogline claims kursk --measure killed;
    fogline claims my-kursk --correct k010 --set value=1200 --author Ann --reason "misread";
    fogline claims my-kursk --links --measure killed;
    fogline claims my-kursk --echo k011 --to k010 --author Ann --reason "same briefing".
    """
    from fogline import flow

    opened = flow.open_case(case)
    rulings = [
        *(flow.ruling(each, "accepted", reason) for each in accept or ()),
        *(flow.ruling(each, "rejected", reason) for each in reject or ()),
        *(flow.ruling(each, "proposed", reason) for each in propose or ()),
        *_single("corrected", correct, reason, _changes(cells), "--set COLUMN=CELL"),
        *_single("retargeted", retarget, reason, {"subject": to} if to else {}, "--to NAME"),
        *_single("echo of", echo, reason, {"relation": relation}, "--to ID", other=to),
        *_single("graded", grade, reason, {}, "--as GRADE", other=grade_as),
    ]
    if cells and not correct:
        raise InputError("--set without --correct - name the claim: --correct ID")
    if sheet is not None:
        rulings += flow.sheet_rulings(opened, _bytes(sheet), str(sheet), reason=reason)
    if rulings or sheet is not None:
        _judge(case, rulings, author, ledger, as_json)
        return
    if log:
        _log(log, opened, ledger, as_json)
        return
    found = [
        claim
        for claim in (opened.claims if every else opened.standing())
        if measure in ("", claim.measure)
        and origin in ("", claim.origin)
        and subject in ("", claim.subject.entity)
        and status in ("", claim.status)
        and words.casefold() in f"{claim.words} {claim.sentence}".casefold()
    ]
    if links:
        _links(case, found, as_json)
        return
    if export is not None:
        from fogline.ground.files import write_atomically

        write_atomically(export, flow.claims_sheet(found))
    if as_json:
        print_json(found)
        return
    if export is not None:
        say(f"{_count(found)}: {export} - change it, then: fogline claims {case} --import {export}")
        return
    show(_listed(found))
    say(_count(found))


def _changes(cells: Several) -> dict[str, str]:
    """``--set value=1200`` as column and cell."""
    changes: dict[str, str] = {}
    for each in cells or ():
        column, sign, cell = each.partition("=")
        if not sign:
            raise InputError(f"--set {each} has no '=' - write it as value=1200")
        changes[column.strip()] = cell.strip()
    return changes


def _single(
    verdict: Verdict,
    claim: str,
    reason: str,
    changes: dict[str, str],
    needed: str,
    *,
    other: str | None = None,
) -> list[Ruling]:
    """The ruling of an option that needs another option beside it."""
    from fogline import flow

    if not claim:
        return []
    if not (changes if other is None else other):
        raise InputError(f"{claim} is to be {verdict.removesuffix(' of')}, but how? Add {needed}")
    return [flow.ruling(claim, verdict, reason, changes=changes, other=other or "")]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror} - check its name") from error


def _judge(
    case: str, rulings: list[Ruling], author: str, ledger: Path | None, as_json: bool
) -> None:
    from fogline import flow

    rows = flow.judge(case, rulings, author=author, ledger=ledger)
    if as_json:
        print_json(
            {
                "case": case,
                "judged": [
                    {"supersedes": row.supersedes, "author": row.author, "note": row.note,
                     "claim": row}
                    for row in rows
                ],
            }
        )  # fmt: skip
        return
    if rows:
        show(_listed(rows, judged=True))
    unchanged = len(rulings) - len(rows)
    tail = f"; {unchanged} already said so" if unchanged else ""
    say(f"{_count(rows)} judged in {case}{tail}")


def _log(name: str, case: Case, ledger: Path | None, as_json: bool) -> None:
    from fogline import flow

    rows = case.rows_of(name)
    made = flow.judgements({row.id for row in rows}, ledger=ledger)
    if as_json:
        print_json(made)
        return
    show(
        table(
            ("When", "Claim", "Judged", "By", "Why", "Points at"),
            ((m.made_at[:16], m.claim, m.verdict, m.author, m.reason, m.other) for m in made),
        )
    )
    say(f"judgements of {name} and of the rows it supersedes: {len(made)}")


def _links(case: str, found: list[Claim], as_json: bool) -> None:
    from fogline import flow

    proposed = flow.links(found)
    by_id = {claim.id: claim for claim in found}
    if as_json:
        print_json(
            [
                {"earlier": one, "later": other, "relation": relation, "score": score}
                for one, other, relation, score in proposed
            ]
        )
        return
    rows = []
    for one, other, relation, score in proposed:
        rows += [
            (f"{score:.2f}", relation, one, *_shortly(by_id[one])),
            ("", "", other, *_shortly(by_id[other])),
        ]
    show(table(("Score", "Relation", "Claim", "Who", "Number", "Words"), rows, longest=70))
    say(
        f"{len(proposed)} pairs are proposed, none is linked. Accept one of the same origin with: "
        f"fogline claims {case} --echo LOWER --to UPPER --author NAME --reason WORDS"
    )


def _shortly(claim: Claim) -> tuple[str, str, str]:
    from fogline.page.text import claim_number

    return _who(claim), claim_number(claim), claim.words


def _count(found: list[Claim]) -> str:
    return f"{len(found)} {'claim' if len(found) == 1 else 'claims'}"


def _listed(found: list[Claim], *, judged: bool = False) -> Table:
    from fogline.page.text import claim_number, held_words, short_date

    judged = judged or {claim.status for claim in found} != {"proposed"}
    headings = ("Claim", *(("Status",) if judged else ()), "When", "Who", "About", "Measure")
    return table(
        (*headings, "Number", "Words"),
        (
            (
                claim.id,
                *((claim.status,) if judged else ()),
                held_words(claim) or short_date(claim.said_on or claim.printed_on),
                _who(claim),
                claim.subject.entity or claim.subject.words,
                claim.measure or "-",
                claim_number(claim),
                claim.words,
            )
            for claim in found
        ),
        whole=("Claim", "Status"),
        longest=70,
    )


def _who(claim: Claim) -> str:
    voice = claim.voice
    return voice.name or voice.organisation or voice.words or claim.origin or "unattributed"
