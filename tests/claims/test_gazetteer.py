"""Names: the bundled ones, those of a case, and partners kept apart from whom they help."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, Gazetteer, extract
from fogline.claims.bulk import files_to_read, read_one_task
from fogline.ground.errors import InputError
from fogline.report import Report

OWN = """
[sides]
ruritania = "Ruritania, Strelsau | Ruritanian, Ruritanians"
grauwald = "Grauwald | Grauwalder, Grauwalders"

[groups]
black_band = "ruritania | Black Band, the Band"

[organisations.agency]
"Strelsau Wire" = "ruritania | StW"

[people]
Hentzau = "Rupert Hentzau | Count | General Staff of Ruritania | ruritania"
"""
TEXT = (
    "General Hentzau said 300 Grauwalder soldiers were killed at the ford. Strelsau Wire reported "
    "that the Black Band had lost 40 men."
)


def claims_of(text: str, gazetteer: Gazetteer | None = None) -> list[Claim]:
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31))
    return extract(report, gazetteer=gazetteer)


def test_names_of_a_case_are_read_as_sides_groups_agencies_and_people() -> None:
    first, second = (c for c in claims_of(TEXT, Gazetteer.parsed(OWN)) if c.kind == "quantity")
    assert (first.subject.entity, first.voice.name, first.voice.side) == (
        "grauwald", "Rupert Hentzau", "ruritania",
    )  # fmt: skip
    assert (second.subject.entity, second.voice.organisation) == ("ruritania", "Strelsau Wire")


def test_without_them_the_same_text_knows_no_such_side() -> None:
    assert {c.subject.entity for c in claims_of(TEXT)} == {""}


def test_a_case_s_name_wins_over_a_bundled_one_and_the_others_stay() -> None:
    over = Gazetteer.parsed('[sides]\nfrance = "France, Paris, Free France | French, Gaullists"')
    assert over.side_of("Free France") == "france" == over.side_of("the Gaullists")
    assert over.side_of("British troops") == "uk" and Gazetteer().side_of("Free France") != ""


def test_a_file_is_read_with_the_names_given_and_its_key_tells_them(tmp_path: Path) -> None:
    report = tmp_path / "ford.txt"
    report.write_text(f"{TEXT} The fight at the ford went on until dark.", encoding="utf-8")
    _, plain = files_to_read([str(report)], date(2025, 1, 31))
    _, named = files_to_read([str(report)], date(2025, 1, 31), OWN)
    without, within = next(plain), next(named)
    assert without.key != within.key
    (_, claims), *_ = read_one_task(*within.arguments).reports
    assert "grauwald" in {claim.subject.entity for claim in claims}


def test_the_gazetteer_of_a_case_folder_is_used_by_the_command(tmp_path: Path) -> None:
    from fogline import flow

    (tmp_path / "case.toml").write_text("")
    (tmp_path / "gazetteer.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "ford.txt").write_text(TEXT, encoding="utf-8")
    (found,) = flow.read_each(
        [str(tmp_path / "ford.txt")], published=date(2025, 1, 31), names=str(tmp_path),
        ledger=tmp_path / "ledger.sqlite",
    )  # fmt: skip
    assert "grauwald" in {c.subject.entity for _, some in found.found.reports for c in some}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[sides", "cannot read"),
        ('[tribes]\nx = "X"', "unknown tables: tribes"),
        ("[sides]\nx = 3", "malformed"),
    ],
)
def test_a_faulty_gazetteer_is_refused_with_its_fault(text: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        Gazetteer.parsed(text)


@pytest.mark.parametrize(
    ("sentence", "entity"),
    [
        ("North Korean troops fighting for Russia have lost 300 men.", "north_korea"),
        ("Russia says 300 North Korean soldiers were killed.", "north_korea"),
        ("Cuban units helping the Angolan army suffered 120 casualties.", "cuba"),
        ("Romanian divisions under German command lost 5,000 men.", "romania"),
        ("Kenyan soldiers of the African Union killed 40 men of al-Shabaab.", "al_shabaab"),
    ],
)
def test_a_partner_is_kept_apart_from_the_side_it_helps(sentence: str, entity: str) -> None:
    claim = next(c for c in claims_of(sentence) if c.kind == "quantity")
    assert claim.subject.entity == entity
