"""States the question: sides, formations, sectors, stocks, events, observables, and which claims
are evidence for which. Holds no fitted numbers."""

from fogline.case.case import (
    LAW_NAMES,
    MOVEMENT_NAMES,
    Case,
    Event,
    Exchange,
    Formation,
    Guess,
    Observable,
    Policy,
    Scenario,
    Sector,
    Side,
    Source,
    SpokenOf,
    Stock,
    Switch,
)
from fogline.case.counted import Counted, Counts, Tally, Usual
from fogline.case.draft import draft_case, explained_draft
from fogline.case.echoes import Echo
from fogline.case.evidence import Evidence, Listed, Term
from fogline.case.hashing import case_hash
from fogline.case.joining import if_accepted, own_sources
from fogline.case.load import bundled_cases, load_case, resolve_case
from fogline.case.mapping import echoes_in, evidence_for
from fogline.case.origins import retold
from fogline.case.scenario_words import SCENARIO_FORMS, scenario_of_words
from fogline.case.shapes import Shape
from fogline.case.voices import kin_of
from fogline.case.write import add_report, copy_case, save_claims, save_scenario, write_case

__all__ = [
    "LAW_NAMES",
    "MOVEMENT_NAMES",
    "SCENARIO_FORMS",
    "Case",
    "Counted",
    "Counts",
    "Echo",
    "Event",
    "Evidence",
    "Exchange",
    "Formation",
    "Guess",
    "Listed",
    "Observable",
    "Policy",
    "Scenario",
    "Sector",
    "Shape",
    "Side",
    "Source",
    "SpokenOf",
    "Stock",
    "Switch",
    "Tally",
    "Term",
    "Usual",
    "add_report",
    "bundled_cases",
    "case_hash",
    "copy_case",
    "draft_case",
    "echoes_in",
    "evidence_for",
    "explained_draft",
    "if_accepted",
    "kin_of",
    "load_case",
    "own_sources",
    "resolve_case",
    "retold",
    "save_claims",
    "save_scenario",
    "scenario_of_words",
    "write_case",
]
