"""Drafts from invented reports of other wars: what is said becomes a part, the rest is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.case import Case, explained_draft, load_case, write_case
from fogline.claims.bulk import read_one_task

WARS = sorted((Path(__file__).parent / "wars").glob("*.txt"))

pytest.importorskip("spacy")  # without a parser the reader finds less, and says so


def drafted(name: str) -> tuple[Case, dict[str, list[str]]]:
    (path,) = (path for path in WARS if path.stem == name)
    ((report, claims),) = read_one_task(str(path)).reports
    case, why = explained_draft([report], claims)
    return case, {key: list(lines) for key, lines in why.items()}


@pytest.mark.parametrize("path", WARS, ids=lambda path: path.stem)
def test_a_report_of_any_war_becomes_a_case_that_explains_itself(
    path: Path, tmp_path: Path
) -> None:
    case, why = drafted(path.stem)
    assert case.cut_off.year == int(path.stem[:4]) and case.formations
    folder = write_case(case, tmp_path / "case", why)
    loaded = load_case(folder)
    assert (loaded.hash, loaded.observables) == (case.hash, case.observables)
    text = (folder / "case.toml").read_text(encoding="utf-8")
    for force in case.formations:
        comment, _, _ = text.partition(f'[[formations]]\nid = "{force.id}"')
        assert comment.splitlines()[-1].startswith('# - "'), force.id
    assert "\n# The window opens on" in text
    if not case.stocks:
        assert "no munitions" in text


def test_the_sides_of_each_war_are_those_that_fight() -> None:
    forces = {path.stem: {item.side for item in drafted(path.stem)[0].formations} for path in WARS}
    assert forces["1982-islands"] == {"argentina", "uk"}
    assert forces["1986-marsh"] == {"iran", "iraq"}
    assert forces["1999-heights"] == {"india", "pakistan"}
    assert forces["2008-valley"] == {"georgia", "russia"}
    assert "iraq" in forces["1991-desert"]


def test_ground_has_an_owner_and_a_taker_only_where_the_words_say_so() -> None:
    (marsh,) = drafted("1986-marsh")[0].sectors
    assert (marsh.intruder, marsh.holder) == ("iran", "iraq")
    case, why = drafted("2020-plateau")
    (plateau,) = case.sectors
    assert plateau.holder == "azerbaijan" and plateau.intruder not in ("nato", "azerbaijan")
    if not plateau.intruder:
        assert any("do not say who took it" in line for line in why["sectors salient"])


def test_words_of_a_claim_cannot_break_out_of_a_comment(tmp_path: Path) -> None:
    case, _ = drafted("1982-islands")
    hostile = {"id": ['x\nseed = 7\x00\x1b[2J"""'], "formations uk": ["a\r[[sides]]", "b\u2028c"]}
    folder = write_case(case, tmp_path / "case", hostile)
    assert load_case(folder).hash == case.hash
    assert "\x1b" not in (folder / "case.toml").read_text(encoding="utf-8")
