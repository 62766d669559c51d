"""Docs that say what the program says, and links that lead somewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docs.make_reference import command_line_page, schema_files
from fogline.case.load import CASE_FORMAT
from fogline.cli.commands import COMMANDS
from fogline.ledger.schema import MIGRATIONS
from fogline.page.schemas import SCHEMAS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Made by `make screenshot`.
MADE_LATER: set[str] = set()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_command_line_page_is_what_the_program_says() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == command_line_page(), "run make reference"


def test_the_published_forms_are_what_the_program_says() -> None:
    folder = ROOT / "docs" / "reference" / "schemas"
    for name, text in schema_files().items():
        stands = json.loads((folder / name).read_text(encoding="utf-8"))
        assert promised(stands) == promised(json.loads(text)), f"{name}: run make reference"


def promised(node: Any) -> Any:
    """A form without the words that only describe."""
    if isinstance(node, list):
        return [promised(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: promised(value)
        for key, value in node.items()
        if not (key == "description" and isinstance(value, str))
    }


def test_the_page_on_formats_knows_every_form_and_the_newest_of_each() -> None:
    text = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    for name, form in SCHEMAS.items():
        assert f"[`{name}`](schemas/{name}-{form.number}.json)" in text
    parts = dict(re.findall(r"\n## (A case folder|A ledger).*?\n(.*?)(?=\n## )", text, re.DOTALL))
    newest = {
        title: max(map(int, re.findall(r"\n\| (\d+) \|", part))) for title, part in parts.items()
    }
    versions = {len(steps) for steps in MIGRATIONS.values()}
    assert newest["A case folder"] == CASE_FORMAT and {newest["A ledger"]} == versions


def test_every_command_has_an_example_and_takes_json() -> None:
    page = command_line_page()
    for verb in COMMANDS:
        part = page.split(f"## fogline {verb}\n")[1].split("\n## ")[0]
        assert f"fogline {verb}" in part.split("Example", 1)[1]
        assert "--json" in part


def test_examples_in_the_docs_use_commands_and_options_that_exist() -> None:
    page = command_line_page()
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            for line in block.splitlines():
                words = line.split("#")[0].split()
                if words[:1] != ["fogline"]:
                    continue
                assert words[1] in COMMANDS, f"{name(path)}: {line}"
                part = page.split(f"## fogline {words[1]}\n")[1].split("\n## ")[0]
                for option in (word for word in words if word.startswith("-")):
                    assert re.search(rf"(^|\s|,){option}\b", part), f"{name(path)}: {line}"


def test_the_readme_names_no_built_command_as_not_built() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    absent = text.split("## Not built yet")[1].split("\n## ")[0]
    named = set(re.findall(r"`fogline ([\w-]+)`", absent))
    assert not named & set(COMMANDS)


def test_the_readme_opens_with_the_two_commands_and_the_scope() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("## ")[0]
    assert "make assess" in first and "make test" in first and "docs/images/report.png" in first
    assert "no targeting" in first and "after-the-fact" in first


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_of_a_page_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        found = (path.parent / target.split("#")[0]).resolve()
        if found.is_relative_to(ROOT) and name(found) in MADE_LATER:
            continue
        assert found.exists(), target
