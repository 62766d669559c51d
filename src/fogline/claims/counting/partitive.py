"""What a number or a share is a part of: "60 of the 90 drones", "of whom 30", "half of that"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.claims.binding import Binding
from fogline.claims.claim import Claim
from fogline.claims.hedges import hedge_around
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Token

__all__ = ["share_of_which", "whole_of"]

Counted = Sequence[tuple[Number, Draft]]

_HEDGES = (
    r"(?:(?:the|its|their|our|his|some|about|around|roughly|nearly|approximately|an estimated|estimated|almost|over|"
    r"more than|at least|up to|these|those|a total of|all|original|first|other|[\w’'-]+[’']s)\s+){0,4}"
)
_OPENS = re.compile(rf"\s*[“\"]?(?:Out )?[Oo]f\s+{_HEDGES}\Z")
_OUT_OF = re.compile(
    rf"(?:\s+(?!of\b|and\b|or\b)[\w’'-]+){{0,2}}?,?\s+(?:(?:out )?of|out of)\s+{_HEDGES}\Z"
)
_STILL = re.compile(
    r"\s*(?:of them\s+)?(?:are|were|is|was|remain(?:s|ed)?|survive[ds]?|came|come|returned|still|have)\s*(?:still\s+)?(?:left|alive|fit|intact|running|operational|serviceable|back|survived|returned|come back|$|[.,;])"
)
_AMONG_THEM = re.compile(r"\s+(?:[\w-]+\s+){0,2}among (?:them|these|those)\b")
_OF_THEM = re.compile(r"\s*(?:others?\s+)?of (?:them|these|those|whom|which)\b")
_LISTED = re.compile(r"[^.;:()]{0,40}?(?:,|\band\b|,\s*and\b)\s*(?:about |some |another )?\Z")
_HOLDS = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|compris(?:e|es|ed|ing)|consist(?:s|ed)? of|among (?:them|whom|these|those)(?: were| are)?)\b[^.;]*\Z"
)


def whole_of(
    reading: Reading,
    item: SentenceReading,
    binding: Binding,
    local: Counted,
    found: Sequence[Number],
) -> str:
    """The quantity that a counted number is a part of, "" when the words say nothing of one.

    An id of a claim before, or "local:" and where the draft of the same sentence starts.
    """
    number, text = binding.number, item.sentence.text
    kinds = (binding.unit, "") if binding.unit else ()
    after = next((n for n in found if n.start >= number.end and n.form == "count"), None)
    if after is not None and _OUT_OF.fullmatch(text[number.end : after.start]):
        if (after.high or after.low or 0.0) >= (number.low or 0.0):
            return f"local:{_start(reading, item, after)}"  # "seven of the eight": read next
    first = local[0] if local else None
    if first is not None and _OPENS.fullmatch(text[: first[0].start]):
        if _of_kind(first[1], kinds) and _holds(first[1], number):
            return f"local:{first[1].start}"  # "of the 11,000 sent, 4,000 have been lost"
    sister = local[-1] if local and not _OF_THEM.match(text, number.end) else None
    if sister is not None and sister[1].relative_to and sister[1].unit == binding.unit:
        if _LISTED.fullmatch(text[sister[0].end : number.start]):
            return sister[1].relative_to  # "of whom 400 were women and 300 children"
    if _AMONG_THEM.match(text, number.end):
        for _, draft in reversed(local):
            if draft.kind == "quantity" and _of_kind(draft, kinds) and _holds(draft, number):
                return f"local:{draft.start}"  # "300 prisoners, 12 officers among them"
    if not binding.is_part:
        came_back = _went_and_came(item, binding, local, kinds)
        if came_back:
            return came_back
        summed = _summed(local, found, number, kinds)
        held = summed or _held_in(text, local, number, kinds)
        if held or not (number.form != "share" and _STILL.match(text, number.end)):
            named = held or _named_whole(reading, item, binding)
            return named or _stood_before(reading, item, binding, local, kinds)
    for counted, draft in reversed(local):
        if draft.kind == "quantity" and _of_kind(draft, kinds) and _holds(draft, number):
            if counted.form != "share":
                return f"local:{draft.start}"
    for claim in reversed(reading.claims[-6:]):
        near = item.sentence.start - claim.end <= 300
        if claim.kind == "quantity" and _of_kind(claim, kinds) and near:
            return claim.id
    return ""


def _of_kind(draft: Draft | Claim, kinds: tuple[str, ...]) -> bool:
    """Whether two quantities count the same kind of thing; an unknown kind goes with any."""
    return not kinds or draft.unit in kinds


_WENT = {
    "go",
    "start",
    "begin",
    "cross",
    "set",
    "march",
    "land",
    "enter",
    "embark",
    "sail",
    "ride",
    "move",
    "leave",
}
_CAME = {
    "come", "return", "relieve", "muster", "remain", "answer", "reach", "get", "survive", "parade", "emerge",
    "bring", "arrive",
}  # fmt: skip


def _went_and_came(
    item: SentenceReading, binding: Binding, local: Counted, kinds: tuple[str, ...]
) -> str:
    """ "Went in with 150 and was relieved with eleven": who came back, of those who went."""
    sentence, number = item.sentence, binding.number
    verb = _verb_over(item, number)
    if verb is None or verb.lemma not in _CAME or not local:
        return ""
    for counted, draft in reversed(local):
        before = _verb_over(item, counted)
        if before is not None and before.lemma in _WENT and before.index < verb.index:
            fits = draft.kind == "quantity" and _of_kind(draft, kinds) and _holds(draft, number)
            between = sentence.text[before.start - sentence.start : verb.start - sentence.start]
            return f"local:{draft.start}" if fits and ";" not in between else ""
    return ""


def _verb_over(item: SentenceReading, number: Number) -> Token | None:
    token = item.sentence.at(item.sentence.start + number.start)
    over = item.sentence.ancestors(token) if token is not None else ()
    return next((t for t in over if t.pos == "VERB"), None)


def _stood_before(
    reading: Reading,
    item: SentenceReading,
    binding: Binding,
    local: Counted,
    kinds: tuple[str, ...],
) -> str:
    """ "They launched 90 drones. Sixty were shot down": a bare number of what stood or flew before.

    Only of what was there to be lost, and where another thing is said of the part.
    """
    number, sentence = binding.number, item.sentence
    token = sentence.at(sentence.start + number.start)
    bare = binding.head is None or binding.elided
    lost = token is not None and token.dep == "dobj" and binding.measure in ("casualties", "killed")
    if not bare or binding.stated or token is None:
        return ""
    if token.dep not in ("nsubj", "nsubjpass") and not (lost and local):
        return ""
    around = sentence.text[max(0, number.start - 12) : number.end + 8]
    if re.search(r"(?i)\b(?:another|more|others?|further)\b", around):
        return ""
    between = [t for t in item.times if t.kind in ("date", "window", "since")]
    if any(t.start >= (local[-1][0].end if local else 0) for t in between):
        return ""  # "900 were there in May, and 300 were killed in June"
    earlier: list[tuple[str, Draft | Claim]] = [(f"local:{d.start}", d) for _, d in local]
    if not earlier:
        earlier = [(c.id, c) for c in reading.claims[-4:] if sentence.start - c.end <= 120]
    for name, whole in reversed(earlier):
        if (
            whole.kind == "quantity"
            and whole.measure in _THERE
            and whole.measure != binding.measure
        ):
            if _of_kind(whole, kinds) and _holds(whole, number):
                return name
    return ""


def _start(reading: Reading, item: SentenceReading, number: Number) -> int:
    """Where the draft of a number starts: at its hedge when that stands before it."""
    hedge = hedge_around(item.sentence.text, number.start, number.end, reading.table)
    begins = hedge.start if 0 <= hedge.start < number.start else number.start
    return item.sentence.start + begins


def _holds(draft: Draft | Claim, number: Number) -> bool:
    """Whether a quantity is large enough to be the whole of a number."""
    return (draft.value or draft.high or draft.low or 0.0) >= (number.value or number.low or 0.0)


_FAR_BACK = 24
"""Numbers of a sentence that may be a whole's parts, or the wholes of a part; more are a table."""


def _summed(local: Counted, found: Sequence[Number], number: Number, kinds: tuple[str, ...]) -> str:
    """ "1,200 were killed: 700 here and 500 there": parts that add up to a number before them."""
    for counted, draft in local[-_FAR_BACK:]:
        if draft.kind != "quantity" or draft.value is None or not _of_kind(draft, kinds):
            continue
        parts = [n for n in found if n.start > counted.end and n.form == "count"][:_FAR_BACK]
        total, has_number = 0.0, False
        for index, part in enumerate(parts):
            if part.value is None or total > draft.value:
                break
            total += part.value
            has_number = has_number or part.start == number.start
            if index and has_number and total == draft.value:
                return f"local:{draft.start}"
    return ""


def _held_in(text: str, local: Counted, number: Number, kinds: tuple[str, ...]) -> str:
    """ "The 1,200 dead include 400 women", "among the 900 dead were 30 officers"."""
    for counted, draft in local[-_FAR_BACK:]:
        between = text[counted.end : number.start]
        among = re.search(
            r"(?i)\bamong (?:the |its |their |some |about )*\Z", text[: counted.start]
        )
        fits = draft.kind == "quantity" and _of_kind(draft, kinds)
        if fits and _holds(draft, number) and ";" not in between:
            if _HOLDS.search(between) or (among and re.search(r"\b(?:were|are|was|is)\b", between)):
                return f"local:{draft.start}"
    return ""


_NAMED = re.compile(r"(?i)(?:\s+(?:out )?of (?:the|these|those)\s+(?P<of>[a-z]+)\b|\s*)")
_AMONG = re.compile(
    r"(?i)\b(?:among|(?P<be>the)) ?(?:the |these |those )?(?P<noun>dead|victims|wounded|injured|casualties|killed|prisoners|captives|missing|fallen|displaced|losses)"
    r"\s+(?:were|are|was|is|include[sd]?|including)\b[^.;]*\Z"
)
_BEFELL = {
    "dead": ("killed",), "victims": ("killed", "casualties"), "killed": ("killed",), "fallen": ("killed",),
    "wounded": ("wounded",), "injured": ("wounded",), "casualties": ("casualties", "killed", "wounded"),
    "losses": ("casualties", "killed"), "prisoners": ("captured",), "captives": ("captured",),
    "missing": ("missing",), "displaced": ("displaced",),
}  # fmt: skip


def _named_whole(reading: Reading, item: SentenceReading, binding: Binding) -> str:
    """ "Twelve of the dead", "among the dead were 12 children": the dead counted before."""
    text, number = item.sentence.text, binding.number
    of = _NAMED.match(text, number.end)
    among = _AMONG.search(text[: number.start])
    noun = (of["of"] if of and of["of"] else "") or (among["noun"] if among else "")
    return _counted_before(reading, item, noun.lower(), number)


def _counted_before(reading: Reading, item: SentenceReading, noun: str, number: Number) -> str:
    for measure in _BEFELL.get(noun, ()):
        for claim in reversed(reading.claims[-10:]):
            near = item.sentence.start - claim.end <= 600
            plain = measure == claim.measure.removesuffix("_period")
            if claim.kind == "quantity" and plain and near and _holds(claim, number):
                return claim.id
    return ""


# shares -------------------------------------------------------------------------------------
_OF_COUNTED = re.compile(
    r"\s+of\s+(?:(?:the|its|their|our|his|those|these|all|[\w’'-]+[’']s)\s+)*(?=(?:(?:some|about|around|roughly|nearly|estimated|almost|over|more than|at least)\s+)?\d)"
)
_RESTATED = re.compile(
    r"\s+of (?:the|its|their|his|our) (?:[a-z-]+ ){0,2}?[a-z-]+(?:, | \()(?P<said>(?:(?:about|some|around|roughly|nearly|almost|over|more than|at least) )?\d[\d,.]*(?: [a-z-]+){1,3}?(?:,| at its|\)))"
)
_STRENGTH = ("deployed", "present", "in_combat", "planned_deployment", "reinforcement", "recruited")
_THERE = (
    *_STRENGTH,
    "drones_launched",
    "missiles_fired",
    "formations_present",
    "vehicles_present",
    "sorties",
)
_POINTS = re.compile(
    r"\s*(?:(?:that|this) |of\s+(?:that|them|those|these|this|it|the (?:total|area|territory|land|troops|force|men|contingent|soldiers|number|ground|prisoners|ships|shells|dead|victims|wounded|injured|casualties|losses|same|land|brigade|division|unit|battalion)|whom|which)|[,.;]|were\b|had\b|have\b|are\b|remain|\Z)"
)
_EXPLICIT = re.compile(
    r"\s*(?:of\s+(?:that|them|those|these|this|it|the total|whom|which)|(?:that|this) (?:number|figure|total|many|strength|amount|toll))\b"
)
_BESIDE = re.compile(
    r"[^.;:,()]{0,40}(?:,|\(|—|–)?\s*(?:or|i\.e\.,?|that is,?|equal to|equivalent to|amounting to|representing|which is|making up|making)\s+(?:about |some |around |nearly |almost |roughly |more than |over |just |well |under )*\Z"
    r"|[^.;:,()]{0,30}(?:,|\(|—|–)\s*(?:about |some |around |nearly |almost |roughly |more than |over |just |well |under )*\Z"
)


def _beside(text: str, number: Number, last: tuple[Number, Draft]) -> bool:
    """Whether a share stands beside a number as the same said otherwise ("4,000, a third of it")."""
    if _BESIDE.fullmatch(text[last[0].end : number.start]) is None:
        return False
    return re.match(r"\s+of (?:the|its|their|his|our) [a-z]", text[number.end :]) is not None


_SAID_SO = re.compile(
    r"\s*of\s+(?:that|them|those|these|this|it|the (?:area|territory|land|ground|total))|\s*(?:that|this)\b"
)


def share_of_which(
    reading: Reading,
    item: SentenceReading,
    number: Number,
    dimension: str,
    local: Counted,
    side: str,
) -> str:
    """The id of the earlier quantity the share is a share of, "" when none fits."""
    text = item.sentence.text
    if local and _OPENS.fullmatch(text[: local[0][0].start]):
        if local[0][1].kind == "quantity":
            return f"local:{local[0][1].start}"  # "of the 11,000 sent, about half have been lost"
    of = text[number.end : number.end + 40].lower()
    counted = _OF_COUNTED.match(text, number.end)
    if counted is not None:
        return f"local:{item.sentence.start + counted.end()}"  # "40 per cent of the 900 wounded"
    if local and local[-1][1].kind == "quantity" and _beside(text, number, local[-1]):
        same = local[-1][1]  # "around 4,000, or nearly 40 per cent of the force"
        if len(local) > 1 and local[-2][1].relative_to == f"local:{same.start}":
            same = local[-2][1]  # "14 of the 17 townships, about four fifths of the state"
        return f"local:{same.start}"
    restated = _RESTATED.match(text, number.end)
    if restated is not None:
        return f"local:{item.sentence.start + restated.start('said')}"  # "a third of it, some 40 ships,"
    named = re.match(r"\s*of the (dead|victims|wounded|injured|casualties|losses|prisoners)\b", of)
    if named is not None:
        whole = _counted_before(reading, item, named[1], Number(0, 0, 0.0, 0.0, 0.0))
        if whole:
            return whole
    if _POINTS.match(of) is None:
        return ""
    if _SAID_SO.match(of) is None and dimension == "area":
        return ""
    wanted = {"force": ("persons",), "area": ("km2",), "shell": ("rounds",)}.get(dimension, ())
    candidates: list[Claim] = [c for c in reading.claims if c.kind == "quantity" and c.unit]
    explicit = _EXPLICIT.match(of) is not None
    if explicit and local and text[local[-1][0].end : number.start].strip(" ,") == "":
        return f"local:{local[-1][1].start}"  # "perhaps 600, most of them drunk"
    for _, draft in reversed(local):
        if draft.kind != "quantity" or not draft.unit:
            continue
        if not wanted or draft.unit in wanted or (explicit and dimension != "area"):
            if explicit or draft.measure in _STRENGTH or dimension == "area":
                return "local:" + str(draft.start)
    for claim in reversed(candidates[-12:]):
        if wanted and claim.unit not in wanted:
            continue
        if not explicit and side and claim.subject.entity and claim.subject.entity != side:
            continue
        near = item.sentence.start - claim.end <= 250
        if explicit or dimension == "area" or (near and claim.measure in _STRENGTH):
            return claim.id
    return ""
