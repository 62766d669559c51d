"""The assessment as Markdown, for mails and notes: the same numbers, without charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from fogline.answer import Assessment
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.days import show_date
from fogline.page.links import Links
from fogline.page.text import (
    claim_number,
    figure,
    figures,
    held_words,
    measure_words,
    safe_address,
    short_date,
    shorten,
    unbroken,
)
from fogline.page.views import interval_words, when_words

__all__ = ["render_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$])")
_LINKED = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|www)([:.])")


def _inert(text: str, most: int = 400) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no link of its own making."""
    escaped = _SPECIAL.sub(r"\\\1", shorten(text, most))
    escaped = _LINKED.sub("\\1\N{ZERO WIDTH NON-JOINER}\\2", escaped)
    return re.sub(r"^(\s*)([-=]|\d+\.)", r"\1\\\2", escaped)


def _link(address: str) -> str:
    """An address that is safe to follow as an autolink, else as inert words."""
    safe = safe_address(address)
    return f"<{safe}>" if safe else _inert(address)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(' --- ' for _ in head)}|"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows), ""]


def render_markdown(assessment: Assessment, case: Case, claims: Mapping[str, Claim]) -> str:
    """The assessment in GitHub-flavoured Markdown; text of reports is escaped."""
    links = Links(assessment, case, claims)
    title = _inert(assessment.title or case.title or assessment.case or "Assessment")
    out = [f"# {title}", ""]
    if question := assessment.question or case.question:
        out += [f"*{_inert(question)}*", ""]
    out += [f"Evidence to {show_date(assessment.cut_off)}; {len(claims)} claims.", ""]
    check = assessment.check
    if check is not None and not check.passed:
        out += ["> **This fit failed its gates. Do not rely on these numbers.**", ">"]
        for gate in check.gates:
            if not gate.passed:
                remedy = f" - {_inert(gate.remedy)}" if gate.remedy else ""
                wanted, got = _inert(gate.wanted), _inert(gate.got)
                out += [f"> - {_inert(gate.name)}: wanted {wanted}, got {got}{remedy}"]
        out += [""]
    if assessment.preview:
        out += ["> **Preview**: an approximate fit.", ""]
    out += [f"- {_inert(unbroken(str(sentence)), 600)}" for sentence in assessment.summary]
    out += [""] if assessment.summary else []
    if assessment.warnings:
        out += [
            "**Mind:**",
            "",
            *(f"- {_inert(warning, 600)}" for warning in assessment.warnings),
            "",
        ]

    out += [f"## Answers on {show_date(assessment.cut_off)}", ""]
    out += _table(
        (
            "Quantity",
            "Unit",
            "Median",
            "80 % interval",
            "95 % interval",
            "Before the claims, 80 %",
            "Claims",
        ),
        (
            (
                _inert(links.title(row.observable))
                + (" (*rests on the prior*)" if row.rests_on_prior else ""),
                _inert(row.unit),
                figure(row.median, row.unit),
                interval_words(row, "80"),
                interval_words(row, "95"),
                figures(*row.prior_intervals["80"], row.unit)
                if "80" in row.prior_intervals
                else "",
                str(len(row.claims)),
            )
            for row in assessment.estimates
        ),
    )
    if assessment.forecasts:
        out += ["## Forecasts", ""]
        out += _table(
            ("Quantity", "On", "Median", "80 % interval", "95 % interval"),
            (
                (
                    _inert(links.title(row.observable)),
                    when_words(row),
                    figure(row.median, row.unit),
                    interval_words(row, "80"),
                    interval_words(row, "95"),
                )
                for row in assessment.forecasts
            ),
        )
    for item in assessment.what_ifs:
        out += [f"## What if: {_inert(item.title)}", "", _inert(item.sentence), ""]
        out += _table(
            ("Quantity", "On", "As it stands", "With the change", "Difference (80 %)"),
            (
                (
                    _inert(links.title(plain.observable)),
                    when_words(plain),
                    f"{figure(plain.median, plain.unit)} ({interval_words(plain)})",
                    f"{figure(changed.median, changed.unit)} ({interval_words(changed)})",
                    f"{figure(gap.median, gap.unit, signed=True)}"
                    f" ({interval_words(gap, signed=True)})",
                )
                for plain, changed, gap in item.rows
            ),
        )
        out += [f"- {_inert(caveat)}" for caveat in item.caveats] + ([""] if item.caveats else [])
    for weighing in assessment.weighings:
        out += [f"## Which claims carry: {_inert(weighing.title or weighing.observable)}", ""]
        rows = sorted(weighing.rows, key=lambda row: -abs(row.shift))
        out += _table(
            ("Claim", "What", "Brings the median", "Bits"),
            (
                (
                    _inert(row.claim),
                    _inert(row.label, 100),
                    figure(row.shift, weighing.unit, signed=True),
                    f"{row.bits:.2f}",
                )
                for row in rows[:12]
            ),
        )
        out += [_inert(weighing.remainder), ""] if weighing.remainder else []
    out += _evidence(assessment, links)
    if assessment.sources:
        out += ["## Sources", ""]
        out += _table(
            ("Source", "Side", "Speaks of", "Factor", "80 % interval", "Claims", "Grade"),
            (
                (
                    _inert(bias.name or bias.source)
                    + (" (*rests on the prior*)" if bias.rests_on_prior else ""),
                    _inert(links.side_name(bias.side)),
                    _inert(f"{bias.relation} {bias.group}"),
                    f"×{bias.factor:.2f}",
                    " to ".join(f"×{x:.2f}" for x in bias.intervals.get("80", ())),
                    str(bias.n_claims),
                    _inert(bias.grade),
                )
                for bias in sorted(assessment.sources, key=lambda bias: -bias.n_claims)
            ),
        )
    out += ["## Claims", ""]
    for key, claim in claims.items():
        use = links.uses[key]
        said = (
            f"“{_inert(claim.exact)}”"
            if claim.exact
            else f"{_inert(claim.paraphrase)} (our paraphrase)"
        )
        when = held_words(claim) or short_date(claim.said_on or claim.printed_on)
        why = "" if use.use == "evidence" else f" *{use.use}: {_inert(use.reason)}.*"
        address = f" {_link(claim.url)}" if claim.url else ""
        out.append(
            f"- **{_inert(key)}** {when}, {_inert(links.source_name(key))}: "
            f"{_inert(measure_words(claim))} {_inert(claim_number(claim))}. {said}.{address}{why}"
        )
    out += ["", "## Limits", ""]
    out += [
        "Aggregate and retrospective analysis only: no positions of units, no targeting, no"
        " tactical advice, nothing finer than a sector and a day. An answer marked *rests on the"
        " prior* is no finding. The claims are what others said; that one is listed does not make"
        " it true.",
        "",
    ]
    return "\n".join(out)


def _evidence(assessment: Assessment, links: Links) -> list[str]:
    """Tension, the next fact and the track record, each where there is one."""
    out: list[str] = []
    if found := assessment.tension:
        out += ["## Tension", "", _inert(found.sentence, 600), ""]
        out += [f"- {_inert(group.sentence, 600)}" for group in found.raised]
        out += [
            f"- {_inert(row.claim)}, {_inert(row.label, 100)}: p {row.probability:.3f}"
            f" ({_inert(links.title(row.observable))})"
            for row in found.doubted
        ]
        out += [""]
    if assessment.next_facts:
        out += ["## Which fact would settle most", ""]
        out += [f"- {_inert(item.sentence, 600)}" for item in assessment.next_facts]
        out += [""]
    if score := assessment.score:
        out += ["## Track record", "", _inert(score.sentence, 600), ""]
        out += _table(
            ("Method", "Claims scored", "CRPS", "Log score", "Inside 80 %"),
            (
                (
                    _inert(row.method), str(row.n), f"{row.crps:.3f}", f"{row.log_score:.2f}",
                    f"{100 * row.coverage['80']:.0f} %" if "80" in row.coverage else "",
                )
                for row in score.rows
                if row.origin is None
            ),
        )  # fmt: skip
    return out
