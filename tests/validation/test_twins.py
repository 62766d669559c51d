"""Every law against the plain twin written from its docs page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fogline.model.attrition import LAWS, Meeting
from fogline.model.compiler import NumpyOps
from tests.validation.twins import laws as twins

PAGES = Path(__file__).parents[2] / "docs" / "theory" / "laws"
#: law parameter -> symbol of the docs page
SYMBOLS = {
    "general": {"p": "p", "q": "q", "tactical_factor": "d"},
    "helmbold": {"weiss": "W"},
    "deitchman": {"hidden": "u"},
}


@pytest.mark.parametrize("name", sorted(set(LAWS) - {"epstein"}))
def test_a_law_equals_its_twin(name: str) -> None:
    random = np.random.default_rng(11)
    for _ in range(50):
        r, S, E, S0, E0 = random.uniform(0.001, 0.1), *random.uniform(50.0, 20_000.0, 4)
        s, e, t = random.uniform(0.0, 1.0, 3) * [1.0, 1.0, 90.0]
        values = {key: random.uniform(0.1, 1.5) for key in LAWS[name].parameters}
        given = {symbol: values[key] for key, symbol in SYMBOLS.get(name, {}).items()}
        given |= {"s": s, "e": e} if name == "general" else {}
        given |= {"t": t} if name == "fatigue" else {}
        wanted = getattr(twins, name)(r, S, E, S0, E0, **given)
        meeting = Meeting(
            own=S, enemy=E, own_reference=S0, enemy_reference=E0,
            assaulting=s, enemy_assaulting=e, days=t,
        )  # fmt: skip
        found = LAWS[name].hazard(NumpyOps(), meeting, {"rate": r, **values})
        assert found == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("name", sorted(LAWS))
def test_every_law_has_a_docs_page_with_units_source_and_limits(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert "**Source**" in text and "**Do not use it**" in text and "day" in text
    assert f"({name}.md)" in (PAGES / "index.md").read_text(encoding="utf-8")
    assert "Source" in (type(LAWS[name]).__doc__ or "")
