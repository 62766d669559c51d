"""How well the reader reads: its claims against annotated passages, field by field.

Every field is scored on its own (design 3.5): what was found first, then, of what was found, what
was read right. Nothing here changes the reader; held-out passages are only scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from fogline.claims.claim import Claim
from fogline.claims.passages import NUMERIC, MarkedClaim, Passage, read_passages
from fogline.ground.units import UNITS, convert
from fogline.report import Report

__all__ = [
    "GOALS",
    "Difference",
    "Evaluation",
    "FieldScore",
    "Read",
    "evaluate",
    "evaluate_folder",
    "evaluate_halves",
    "format_table",
]

GOALS: dict[str, str] = {
    "furniture off": ">= 1.00",
    "body kept": ">= 1.00",
    "title": "",
    "saying cue": "R >= .93, P >= .90",
    "speaker": ">= .90",
    "no speaker": "",
    "number found": "",
    "value": "F >= .90",
    "unit": "",
    "hedge": ">= .95",
    "time": ">= .85",
    "measure": ">= .80",
    "subject": "",
    "polarity": ">= .95",
    "modality": ">= .95",
    "relative to": "",
    "statement found": "",
}
"""The fields in the order of the table, and what they should reach. **Source:** design 3.5."""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field: how many marked items, how many the reader gave, how many of them are right.

    given is None for a field that is scored only where the reader found the item: then there is
    an accuracy and no precision.
    """

    name: str
    marked: int = 0
    right: int = 0
    given: int | None = None

    @property
    def recall(self) -> float | None:
        """Share of the marked items that were read right; None without marked items."""
        return self.right / self.marked if self.marked else None

    @property
    def precision(self) -> float | None:
        """Share of the items given that are right; None for an accuracy or nothing given."""
        return self.right / self.given if self.given else None

    @property
    def f(self) -> float | None:
        """Harmonic mean of precision and recall; the accuracy where there is no precision."""
        if self.given is None:
            return self.recall
        total = self.marked + self.given
        return 2 * self.right / total if total else None

    def __str__(self) -> str:
        if self.recall is None:
            return "-"
        if self.given is None:
            return f"{self.recall:.2f} ({self.right}/{self.marked})"
        return f"P {self.precision or 0:.2f} R {self.recall:.2f} F {self.f or 0:.2f}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing read otherwise than it was marked."""

    passage: str
    field: str
    quote: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader found: claims, and the spans of the saying cues (attitudes apart)."""

    claims: Sequence[Claim]
    cues: Sequence[tuple[int, int]] = ()


Reader = Callable[[Report], Read]


@dataclass(slots=True)
class Evaluation:
    """Scores by field, and every difference, for the analysis of errors on the tuning half."""

    marked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOALS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GOALS, 0))
    given: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def scores(self) -> dict[str, FieldScore]:
        """The scores in the order of GOALS."""
        return {
            name: FieldScore(name, self.marked[name], self.right[name], self.given.get(name))
            for name in GOALS
        }

    def count(
        self, name: str, is_right: bool, passage: Passage, quote: str, wanted: object, got: object
    ) -> None:
        """Count one marked item, and keep the difference when it was read wrong."""
        self.marked[name] += 1
        self.right[name] += is_right
        if not is_right:
            difference = Difference(passage.id, name, quote, str(wanted), str(got))
            self.differences.append(difference)


def bundled_reader(report: Report) -> Read:
    """Fogline's own reader, with its saying cues."""
    from fogline.claims.reader import read

    reading = read(report)
    cues = {
        (spoken.attribution.cue_start, spoken.attribution.cue_end)
        for sentence in reading.sentences
        for spoken in sentence.spoken
        if spoken.attribution.kind not in ("attitude", "figures")
        and 0 <= spoken.attribution.cue_start < spoken.attribution.cue_end
    }
    return Read(reading.claims, sorted(cues))


def evaluate_folder(path: Path, *, reader: Reader = bundled_reader) -> dict[str, FieldScore]:
    """Scores by field over every passage of a folder; InputError for a bad folder or file."""
    return evaluate(read_passages(Path(path)), reader=reader).scores


def evaluate_halves(
    path: Path, *, reader: Reader = bundled_reader
) -> dict[str, dict[str, FieldScore]]:
    """Scores of each folder with passages inside ``path``, or of ``path`` itself; by its name."""
    path = Path(path)
    inside = [folder for folder in sorted(path.glob("*")) if folder.is_dir()]
    halves = [folder for folder in inside if any(folder.glob("*.json"))]
    return {folder.name: evaluate_folder(folder, reader=reader) for folder in halves or [path]}


def format_table(halves: Mapping[str, Mapping[str, FieldScore]]) -> list[list[str]]:
    """Rows of words for a table: a heading, then a row a field with one column a half."""
    rows = [["field", "goal", *halves]]
    rows.extend(
        [name, goal, *(str(scores[name]) for scores in halves.values())]
        for name, goal in GOALS.items()
    )
    return rows


def evaluate(passages: Iterable[Passage], *, reader: Reader = bundled_reader) -> Evaluation:
    """Score a reader on passages; the passages are read as pasted text, furniture and all."""
    result = Evaluation()
    result.given = {"saying cue": 0, "number found": 0, "value": 0, "statement found": 0}
    for passage in passages:
        report = passage.report()
        _score_lines(result, passage, report)
        read = reader(report)
        _score_cues(result, passage, read.cues)
        _score_claims(result, passage, read.claims)
    return result


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _score_lines(result: Evaluation, passage: Passage, report: Report) -> None:
    for span in passage.furniture:
        kept = sum(_overlap(span, body) for body in report.body)
        words = passage.text[slice(*span)]
        result.count("furniture off", not kept, passage, words, "furniture", "body")
    for span in passage.body:
        inside = passage.text[slice(*span)].strip()
        kept = sum(_overlap(span, body) for body in report.body)
        result.count("body kept", kept >= len(inside), passage, inside[:80], "body", "lost")
    if passage.title is not None:
        wanted = passage.text[slice(*passage.title)]
        result.count("title", report.title == wanted, passage, wanted, wanted, report.title)


def _score_cues(result: Evaluation, passage: Passage, cues: Sequence[tuple[int, int]]) -> None:
    if passage.title is not None:
        cues = [cue for cue in cues if not _overlap(cue, passage.title)]
    matched: set[tuple[int, int]] = set()
    for marked in passage.cues:
        span = (marked.start, marked.end)
        hits = [cue for cue in cues if _overlap(cue, span)]
        matched.update(hits)
        if not marked.optional:
            near = passage.text[max(0, marked.start - 30) : marked.end + 20]
            result.count("saying cue", bool(hits), passage, near, marked.words, "no cue")
            result.given["saying cue"] += bool(hits)
    for cue in cues:
        if cue not in matched:
            result.given["saying cue"] += 1
            near = passage.text[max(0, cue[0] - 30) : cue[1] + 20]
            words = passage.text[slice(*cue)]
            result.differences.append(Difference(passage.id, "saying cue", near, "no cue", words))


def _score_claims(result: Evaluation, passage: Passage, claims: Sequence[Claim]) -> None:
    numeric = [claim for claim in claims if claim.kind in NUMERIC]
    pairs = _paired([marked for marked in passage.claims if marked.is_numeric], numeric)
    used = {claim.id for claim in pairs.values()}
    by_quote = {
        marked.quote: claim.id
        for marked in passage.claims
        if (claim := pairs.get(marked.start)) is not None
    }
    for marked in passage.claims:
        if not marked.is_numeric:
            continue
        claim = pairs.get(marked.start)
        if marked.optional:
            continue
        result.count("number found", claim is not None, passage, marked.quote, "a claim", "none")
        if claim is None:
            result.count("value", False, passage, marked.quote, _interval(marked), "none")
            continue
        result.given["number found"] += 1
        result.given["value"] += 1
        is_right = same_value(marked, claim)
        result.count("value", is_right, passage, marked.quote, _interval(marked), _interval(claim))
        if marked.unit:
            result.count(
                "unit", claim.unit == marked.unit or _same_dimension(marked.unit, claim.unit),
                passage, marked.quote, marked.unit, claim.unit,
            )  # fmt: skip
        result.count(
            "hedge", claim.hedge in marked.hedge, passage, marked.quote, marked.hedge, claim.hedge
        )
        _score_fields(result, passage, marked, claim)
        if marked.relative_to:
            wanted = by_quote.get(marked.relative_to, "")
            result.count(
                "relative to", bool(wanted) and claim.relative_to == wanted,
                passage, marked.quote, marked.relative_to, claim.relative_to or "nothing",
            )  # fmt: skip
    for claim in numeric:
        in_title = passage.title is not None and _overlap((claim.start, claim.end), passage.title)
        if claim.id not in used and not in_title:
            result.given["number found"] += 1
            result.given["value"] += 1
            result.differences.append(
                Difference(passage.id, "number found", claim.exact, "no claim", _interval(claim))
            )
    _score_statements(result, passage, claims)


def _score_statements(result: Evaluation, passage: Passage, claims: Sequence[Claim]) -> None:
    """Claims without a number: found when one of the marked measure stands at the words."""
    marked = [each for each in passage.claims if not each.is_numeric]
    read = [claim for claim in claims if claim.kind not in NUMERIC]
    used: set[str] = set()
    for each in marked:
        span = (each.start, each.end)
        near = [
            claim
            for claim in read
            if _overlap((claim.start, claim.end), span)
            or (claim.measure in each.measure and each.quote in claim.sentence)
        ]
        near.sort(key=lambda claim: _nearness(each, claim))
        found = bool(near) and near[0].measure in each.measure
        if found or each.optional:
            used.update(
                claim.id for claim in near if each.optional or claim.measure in each.measure
            )
        if each.optional:
            continue
        got = ", ".join(sorted({claim.measure for claim in near})) or "none"
        result.count("statement found", found, passage, each.quote, "/".join(each.measure), got)
        result.given["statement found"] += found
        if found:
            _score_fields(result, passage, each, near[0])
    for claim in read:
        in_title = passage.title is not None and _overlap((claim.start, claim.end), passage.title)
        if claim.id not in used and not in_title:
            result.given["statement found"] += 1
            result.differences.append(
                Difference(passage.id, "statement found", claim.exact, "no claim", claim.measure)
            )


def _nearness(marked: MarkedClaim, claim: Claim) -> tuple[bool, int, int]:
    """Claims of the marked measure first, then those that share most of the words."""
    shared = _overlap((marked.start, marked.end), (claim.start, claim.end))
    return claim.measure not in marked.measure, -shared, claim.start


def _score_fields(result: Evaluation, passage: Passage, marked: MarkedClaim, claim: Claim) -> None:
    quote = marked.quote
    _score_voice(result, passage, marked, claim)
    if marked.held_from or marked.held_until:
        result.count(
            "time", same_time(marked, claim.held.from_, claim.held.until), passage, quote,
            f"{marked.held_from}..{marked.held_until}", f"{claim.held.from_}..{claim.held.until}",
        )  # fmt: skip
    if marked.is_numeric:
        wanted = "/".join(marked.measure)
        right = same_measure(marked, claim.measure)
        result.count("measure", right, passage, quote, wanted, claim.measure or "none")
    if marked.subject:
        got = f"{claim.subject.words} [{claim.subject.entity}]"
        right = same_subject(marked, claim)
        result.count("subject", right, passage, quote, "/".join(marked.subject), got)
    for name in ("polarity", "modality"):
        wanted, got = getattr(marked, name), getattr(claim, name)
        result.count(name, got in wanted, passage, quote, "/".join(wanted), got)


def _score_voice(result: Evaluation, passage: Passage, marked: MarkedClaim, claim: Claim) -> None:
    voice = claim.voice
    is_silent = not claim.voices or voice.kind in ("unattributed", "headline")
    is_publisher = _share_of(_words(passage.publisher), _words(voice.words + " " + voice.name)) > 0
    got = f"{voice.words} [{voice.name}] {{{voice.organisation}}}"
    if not marked.voices:
        right = is_silent or is_publisher
        result.count("no speaker", right, passage, marked.quote, "the report itself", got)
        return
    if marked.attribution_optional and (is_silent or is_publisher):
        return
    wanted = marked.voices[-1]
    said = f"{wanted.words} [{wanted.name}]"
    right = not is_silent and same_speaker(marked, claim)
    result.count("speaker", right, passage, marked.quote, said, got if not is_silent else "none")


def _paired(marked: Sequence[MarkedClaim], claims: Sequence[Claim]) -> dict[int, Claim]:
    """One claim at most for each marked one: those whose words overlap, right values first."""
    candidates: list[tuple[bool, float, int, int]] = []
    for i, wanted in enumerate(marked):
        for j, claim in enumerate(claims):
            shared = _overlap((wanted.start, wanted.end), (claim.start, claim.end))
            if shared:
                union = max(wanted.end, claim.end) - min(wanted.start, claim.start)
                candidates.append((not same_value(wanted, claim), -shared / union, i, j))
    pairs: dict[int, Claim] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if marked[i].start not in pairs and j not in taken:
            pairs[marked[i].start] = claims[j]
            taken.add(j)
    return pairs


def _interval(item: MarkedClaim | Claim) -> str:
    ends = ["" if end is None else f"{end:g}" for end in (item.low, item.value, item.high)]
    return f"{ends[0]}..{ends[2]} ({ends[1] or '-'}) {item.unit}".strip()


def _same_dimension(one: str, other: str) -> bool:
    a, b = UNITS.get(one), UNITS.get(other)
    return a is not None and b is not None and a.dimension == b.dimension


def same_value(marked: MarkedClaim, claim: Claim) -> bool:
    """Both ends agree within 1 % (an open end only with an open one), in the marked unit."""
    ends = [claim.low, claim.value, claim.high]
    if marked.unit != claim.unit and _same_dimension(claim.unit, marked.unit):
        ends = [end if end is None else convert(end, claim.unit, marked.unit) for end in ends]
    wanted = [marked.low, marked.value, marked.high]
    if "share" in marked.kind:
        ends = [0.0 if ends[0] is None else ends[0], ends[1], 1.0 if ends[2] is None else ends[2]]
    for index, (want, got) in enumerate(zip(wanted, ends, strict=True)):
        if want is None or got is None:
            if index != 1 and want is not got:
                return False
        elif abs(want - got) > 0.01 * max(abs(want), 1e-9):
            return False
    return True


def same_time(marked: MarkedClaim, start: date | None, until: date | None) -> bool:
    """Intervals agree: intersection over union above one half, both ends inclusive.

    An interval of up to three days may lie a day off at either end ("in the past 24 hours"). Where
    only one end is marked, that end may be off by a tenth of a year.
    """
    first, last = marked.held_from, marked.held_until
    if first is None or last is None:
        wanted, got = (last, until) if first is None else (first, start)
        return wanted is not None and got is not None and abs((wanted - got).days) <= 36
    if start is None or until is None:
        return False
    if (
        (last - first).days <= 3
        and abs((start - first).days) <= 1
        and abs((until - last).days) <= 1
    ):
        return True
    day = timedelta(days=1)
    shared = (min(last, until) - max(first, start) + day).days
    union = (max(last, until) - min(first, start) + day).days
    return shared > 0 and shared / union > 0.5


_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the a an of and or in at for by on to from its his her their our who that which with mr"
        " mrs ms gen lt lieut brig col s u",
    )
)


def _words(text: str) -> frozenset[str]:
    """Words that carry a name: small letters, no articles and titles, plurals cut."""
    found = re.findall(r"[^\W_]+", text.lower())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found) - _SMALL


def _share_of(wanted: frozenset[str], got: frozenset[str]) -> float:
    return len(wanted & got) / len(wanted) if wanted else 0.0


def same_speaker(marked: MarkedClaim, claim: Claim) -> bool:
    """The innermost voice is the marked one: its family name, or half of its carrying words."""
    wanted, voice = marked.voices[-1], claim.voice
    got = _words(" ".join((voice.words, voice.name, voice.organisation)))
    if wanted.name and _words(wanted.name.split()[-1]) & got:
        return True
    phrases = [wanted.name, *marked.or_voice]
    if wanted.words.lower() not in ("he", "she", "it", "they", "we", "i"):
        phrases.append(wanted.words)
    return any(_share_of(_words(phrase), got) >= 0.5 for phrase in phrases if phrase)


def same_measure(marked: MarkedClaim, measure: str) -> bool:
    """One of the accepted measures; of losses on days that are told, in the window or so far."""
    if measure in marked.measure:
        return True
    if marked.held_from is None or marked.held_until is None:
        return False
    losses = {each.removesuffix("_period") for each in marked.measure}
    return measure.removesuffix("_period") in losses & {"casualties", "killed", "wounded"}


def same_subject(marked: MarkedClaim, claim: Claim) -> bool:
    """The subject shares a carrying word with one of the accepted ones."""
    got = _words(f"{claim.subject.words} {claim.subject.entity}")
    return any(_words(phrase) & got for phrase in marked.subject)
