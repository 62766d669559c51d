"""Who leads where: claims to the answers they bear on, answers to the claims they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fogline.answer import Assessment, PlacedClaim, SourceBias, say_number
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.claims.measures import MEASURES
from fogline.page.text import anchor

__all__ = ["ClaimUse", "Links"]


@dataclass(slots=True)
class ClaimUse:
    """What one claim does in an assessment.

    use     "evidence", "listed" or "unused"; ``reason`` says why it is listed
    doubt   probability of something at least as far off, where it stands out; else None
    """

    use: str = "unused"
    reason: str = ""
    doubt: float | None = None
    placed: list[PlacedClaim] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    weighings: list[str] = field(default_factory=list)


class Links:
    """The cross-references of one page, worked out once."""

    def __init__(self, assessment: Assessment, case: Case, claims: Mapping[str, Claim]) -> None:
        self.claims, self.case = claims, case
        self.titles = _titles(assessment, case)
        self.uses = {key: ClaimUse() for key in claims}
        self.side_names = {side.id: side.name for side in case.sides}
        parts = (*case.formations, *case.sectors, *case.stocks, *case.tallies, *case.counted)
        self._parts = self.side_names | {
            name: part.name for part in parts for name in (*part.aliases, part.id)
        }
        self._sources = {source.id: source for source in case.sources}
        self._by_name = {source.name: source for source in case.sources}
        self._biases: dict[tuple[str, str], list[SourceBias]] = {}
        for bias in assessment.sources:
            self._biases.setdefault((bias.source, bias.group), []).append(bias)
        self.answer_names = list(dict.fromkeys(row.observable for row in assessment.estimates))
        self.chart_names = {band.observable for band in assessment.bands}
        self._spread(assessment)
        self.sides = self._order_of_sides(assessment, case)
        self._of_source: dict[str, list[str]] = {}
        for key in claims:
            self._of_source.setdefault(self.source_id(key), []).append(key)

    def _spread(self, assessment: Assessment) -> None:
        for estimate in assessment.estimates:
            for key in estimate.claims:
                if use := self.uses.get(key):
                    use.answers.append(estimate.observable)
        for band in assessment.bands:
            for placed in band.claims:
                if use := self.uses.get(placed.claim):
                    use.placed.append(placed)
        for weighing in assessment.weighings:
            for row in weighing.rows:
                if use := self.uses.get(row.claim):
                    use.weighings.append(weighing.observable)
        for doubted in assessment.tension.doubted if assessment.tension else ():
            if use := self.uses.get(doubted.claim):
                use.doubt = doubted.probability
        terms = set(assessment.provenance.claims)
        for key, use in self.uses.items():
            if use.placed or use.answers or use.weighings or key in terms:
                use.use = "evidence"
        for listed in assessment.listed:
            if use := self.uses.get(listed.claim):
                use.use, use.reason = "listed", listed.reason
        for key, use in self.uses.items():
            if use.use == "unused":
                status = self.claims[key].status
                use.reason = "rejected" if status == "rejected" else "no quantity of this case"

    def _order_of_sides(self, assessment: Assessment, case: Case) -> list[str]:
        """Sides in the order of the legend: the case's, then those that only claims name."""
        named = [side.id for side in case.sides]
        named += [self.side_of(key) for key in self.claims]
        named += [placed.side for band in assessment.bands for placed in band.claims]
        named += [row.side for weighing in assessment.weighings for row in weighing.rows]
        named += [bias.side for bias in assessment.sources]
        seen = {placed.side for band in assessment.bands for placed in band.claims}
        seen |= {self.side_of(key) for key in self.claims} | {
            bias.side for bias in assessment.sources
        }
        seen |= {row.side for weighing in assessment.weighings for row in weighing.rows}
        return [side for side in dict.fromkeys(named) if side in seen]

    def claim_place(self, key: str) -> str:
        """The anchor of a claim that is on the page, "" for one that is not."""
        return anchor("claim", key) if key in self.claims else ""

    def title(self, observable: str) -> str:
        """What readers call an observable."""
        return self.titles.get(observable, observable)

    def part_name(self, entity: str) -> str:
        """What a claim counts in the case's own names: "nk" is the North Korean contingent."""
        parts = (part.strip() for part in entity.split("+"))
        return " and ".join(self._parts.get(part, part) for part in parts)

    def side_name(self, side: str) -> str:
        """What readers call a side."""
        if side in self.side_names:
            return self.side_names[side]
        parts = [part.strip() for part in side.split(",") if part.strip()]
        return " and ".join(self.side_names.get(p) or _side_words(p) for p in parts) or "Unknown"

    def side_slot(self, side: str) -> int:
        """The number of a side's colour."""
        from fogline.page.charts.theme import N_SIDES

        return min(self.sides.index(side), N_SIDES - 1) if side in self.sides else N_SIDES - 1

    def side_of(self, key: str) -> str:
        """The side a claim speaks for: as drawn, else its voice's, else its source's."""
        claim, use = self.claims[key], self.uses[key]
        if use.placed:
            return use.placed[0].side
        source = self._sources.get(claim.origin) or self._by_name.get(claim.origin)
        return claim.voice.side or (source.side if source else "")

    def source_id(self, key: str) -> str:
        """The id of a claim's ultimate origin ("" when none is known)."""
        claim, use = self.claims[key], self.uses[key]
        if use.placed and use.placed[0].source:
            return use.placed[0].source
        if claim.origin in self._sources:
            return claim.origin
        found = self._by_name.get(claim.origin or claim.voice.organisation)
        return found.id if found else claim.origin or claim.voice.organisation

    def source_name(self, key: str) -> str:
        """Who is ultimately said to have said it, in words."""
        claim = self.claims[key]
        source = self._sources.get(self.source_id(key))
        voice = claim.voice
        return (
            (source.name if source else "")
            or voice.organisation
            or voice.name
            or claim.origin
            or voice.words
            or claim.publisher
            or "unattributed"
        )

    def runs(self, key: str) -> str:
        """How high or low a claim's source runs on such numbers: "runs ×3.5 high"; "" if unsure."""
        measure = MEASURES.get(self.claims[key].measure)
        biases = self._biases.get((self.source_id(key), measure.group if measure else ""), [])
        if len(biases) != 1 or "80" not in biases[0].intervals:
            return ""
        (low, high), factor = biases[0].intervals["80"], biases[0].factor
        if low <= 1.0 <= high:
            return ""
        return f"runs ×{say_number(factor)} {'high' if factor > 1 else 'low'}"

    def claims_of(self, bias: SourceBias) -> Sequence[str]:
        """The claims on the page that one source made."""
        return self._of_source.get(bias.source) or self._of_source.get(bias.name) or ()


def _side_words(side: str) -> str:
    """A side that the case does not name: "south_korea" is South Korea, "us" is US."""
    words = side.replace("_", " ").split()
    return " ".join(
        w.upper() if w in ("us", "uk", "un", "eu", "nato") else w.title() for w in words
    )


def _titles(assessment: Assessment, case: Case) -> dict[str, str]:
    titles: dict[str, str] = {}
    for item in case.observables:
        titles[item.name] = item.title or item.name
    for estimate in (*assessment.estimates, *assessment.forecasts):
        if estimate.title or estimate.observable not in titles:
            titles[estimate.observable] = estimate.title or estimate.observable
    for band in assessment.bands:
        titles.setdefault(band.observable, band.title or band.observable)
    return titles
