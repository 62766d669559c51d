"""A bare number belongs to the side whose name stands straight before it."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.claims.reader import read
from fogline.report import read_one


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        (
            "Officials put Iranian losses at about 40,000, and Iraqi casualties at roughly 10,000.",
            "iran",
            "iraq",
        ),
        ("Iran lost 40,000 men and Iraq 10,000.", "iran", "iraq"),
        ("The Iraqis lost 40,000 men, the Iranians 10,000.", "iraq", "iran"),
        ("Iraq has 40,000 men at Basra against Iran's 10,000.", "iraq", "iran"),
        ("Iran's 40,000 dead and Iraq's 10,000 were buried.", "iran", "iraq"),
        ("Tehran put its own dead at 40,000 and Iraq's at 10,000.", "iran", "iraq"),
        ("Iran claimed to have killed 40,000 Iraqis and captured 10,000.", "iraq", "iraq"),
        ("Some 40,000 Iraqi troops face 10,000 Iranians across the river.", "iraq", "iran"),
    ],
)
def test_each_number_has_the_side_that_its_words_name(
    sentence: str, first: str, second: str
) -> None:
    text = f"Iran and Iraq at war\n\n{sentence}"
    claims = read(read_one(text.encode(), published=date(1984, 3, 30))).claims
    got = {n: c.subject.entity for c in claims for n in ("40,000", "10,000") if n in c.exact}
    assert got == {"40,000": first, "10,000": second}
