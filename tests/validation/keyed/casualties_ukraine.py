"""The casualties-ukraine case: 90 dated estimates and the General Staff's month ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from fogline.case import Case, Guess, Side, Source, Tally
from fogline.claims import Claim
from tests.validation.keyed.rows import claim, observables, table

START, CUT_OFF, HORIZON = date(2022, 2, 24), date(2025, 1, 31), date(2025, 3, 31)
PUBLISHER = "The Economist, table of estimates (Solstad 2025)"
NAMES = {"ru": "Russian forces", "ua": "Ukrainian forces"}

# As the table names them: id, name, side, kind.
SOURCES: dict[str, tuple[str, str, str, str]] = {
    "Armed Forces of Ukraine": (
        "gs_ukraine", "General Staff of the Armed Forces of Ukraine", "ukraine", "military"),
    "Office of the President of Ukraine": (
        "president_ukraine", "Office of the President of Ukraine", "ukraine", "official"),
    "Ukrainian estimate (leak via WSJ)": (
        "ukraine_leak", "Ukrainian estimate leaked to the press", "ukraine", "official"),
    "Yurii Butosov": ("butusov", "Yurii Butusov, journalist", "ukraine", "press"),
    "Russian Ministry of Defense": (
        "mod_russia", "Ministry of Defence of Russia", "russia", "military"),
    "UK MoD": ("uk_mod", "UK Ministry of Defence", "uk", "intelligence"),
    "UK Ministry of Defence": ("uk_mod", "UK Ministry of Defence", "uk", "intelligence"),
    "UK Foreign ministry": ("uk_fco", "UK Foreign Office", "uk", "official"),
    "CIA": ("cia", "CIA", "us", "intelligence"),
    "Pentagon leak": ("pentagon_leak", "Leaked Pentagon papers", "us", "intelligence"),
    "US Sec of Def": ("us_dod", "US Department of Defense", "us", "official"),
    "US DoD": ("us_dod", "US Department of Defense", "us", "official"),
    "US officials (via The Economist)": ("us_officials", "Unnamed US officials", "us", "official"),
    "US officials (via NYT)": ("us_officials", "Unnamed US officials", "us", "official"),
    "NATO nations (via NYT)": ("nato", "Unnamed NATO officials", "nato", "official"),
    "NATO officials (via WP)": ("nato", "Unnamed NATO officials", "nato", "official"),
    "Western intelligence agencies (via WSJ)": (
        "western", "Unnamed Western intelligence agencies", "nato", "intelligence"),
    "French foreign minister": ("france", "Foreign minister of France", "nato", "official"),
    "Excess deaths estimate (D. Kobak)": (
        "kobak", "Excess deaths (Kobak, Bessudnov)", "independent", "analyst"),
    "The Centre for Strategic and International Studies": (
        "csis", "Center for Strategic and International Studies", "independent", "analyst"),
    "Mediazona; Meduza": ("mediazona", "Mediazona and Meduza", "independent", "press"),
    "BBC Russia": ("bbc", "BBC Russian Service", "independent", "press"),
    "The Memory Book": ("memory_book", "The Memory Book", "independent", "analyst"),
    "UAlosses": ("ualosses", "UALosses", "independent", "analyst"),
    "Lostarmour": ("lostarmour", "Lostarmour", "independent", "analyst"),
    "IISS": ("iiss", "International Institute for Strategic Studies", "independent", "analyst"),
}  # fmt: skip
SIDES = {
    "ukraine": "Ukraine", "russia": "Russia", "uk": "United Kingdom", "us": "United States",
    "nato": "NATO members and unnamed Western officials", "independent": "Analysts and press",
}  # fmt: skip
MONTHLY = "https://x.com/DefenceHQ/status/1876584633103507960"


def _number(cell: str) -> float | None:
    return float(cell.replace(",", "")) if cell.strip() else None


def estimates(shared: Path) -> list[Claim]:
    """The 90 estimates; the British monthly totals hold on the last day of their month."""
    rows = []
    folder = shared / "data" / "economist_claims"
    for place, row in enumerate(table(folder / "claims_estimates.csv"), start=1):
        printed = datetime.strptime(row["date"], "%d/%m/%Y").date()
        monthly = row["source_url"].startswith(MONTHLY)
        held = printed - timedelta(1) if monthly else printed
        low, value, high = (
            _number(row[key]) for key in ("estimate_low", "estimate", "estimate_high")
        )
        hedge = "none"
        if low is not None and high is not None:
            hedge = "range"
        elif value is None:
            hedge = "at least" if low is not None else "up to"
        name, title, side, _ = SOURCES[row["source"]]
        subject = "ru" if row["country"] == "russia" else "ua"
        killed = row["type"] == "deaths"
        said = "killed" if killed else "casualties"
        number = " to ".join(f"{x:,.0f}" for x in (low, high) if x is not None) or f"{value:,.0f}"
        mark = {"at least": "at least ", "up to": "up to "}.get(hedge, "")
        url = row["source_url"].partition("#")[0]
        rows.append(
            claim(
                f"e{place:02d}", origin=name, side=side, organisation=title, subject=subject,
                measure="killed" if killed else "casualties",
                words=f"{title}: {mark}{number} {said} of {NAMES[subject]} by {held:%-d %B %Y}.",
                held=(held, held), printed=printed, low=low, value=value, high=high, hedge=hedge,
                url=url if url.startswith("http") else "", publisher=PUBLISHER,
                note="total since March 2022; printed at the start of the next month"
                if monthly
                else "",
            )
        )  # fmt: skip
    return rows


def month_ends(shared: Path) -> list[Claim]:
    """The General Staff's totals at the end of each month."""
    path = shared / "data" / "ua_general_staff" / "ua_general_staff_daily_cumulative.csv"
    rows = []
    for row in table(path):
        day = date.fromisoformat(row["date"])
        if (day + timedelta(1)).day != 1:
            continue
        rows.append(
            claim(
                f"g{day:%y%m}", origin="gs_ukraine", side="ukraine",
                organisation="General Staff of the Armed Forces of Ukraine", subject="ru",
                measure="casualties", held=(day, day), printed=day,
                words=f"General Staff of Ukraine: {int(row['personnel']):,} Russian losses of "
                f"personnel in all by {day:%-d %B %Y}.",
                value=float(row["personnel"]), publisher="PetroIvaniuk, Russia-Ukraine war dataset",
                note="the source does not define its 'personnel'; read as killed and wounded",
            )
        )  # fmt: skip
    return rows


def case(shared: Path) -> Case:
    """Two tallies, every estimate dated by the cut-off, the General Staff by month."""
    known = {key: (title, side, kind) for key, title, side, kind in SOURCES.values()}
    made = Case(
        id="casualties-ukraine",
        title="Casualties of the war in Ukraine to 31 January 2025",
        question="How many casualties had each side by 31 January 2025, as all sources imply?",
        start=START, cut_off=CUT_OFF, horizon=HORIZON, seed=20220224,
        notes=(
            "Facts keyed from The Economist's table of estimates (Solstad 2025, CC BY 4.0): the 90 "
            "dated to 31 January 2025; and from the General Staff's daily totals as collected by "
            "Petro Ivaniuk (MIT): the ends of months, since the days between add no other origin.",
            "The British monthly totals are dated to the last day of their month. They begin with "
            "March 2022, a week after the war.",
            "Casualties are killed, wounded, captured and missing; sources seldom say which they "
            "count. Some counts of deaths are of names known so far, keyed as lower bounds where "
            "the table has them so.",
        ),
        extra={"licence": "CC-BY-4.0 (The Economist, Solstad 2025); MIT (Petro Ivaniuk)"},
        sides=tuple(Side(id=key, name=name) for key, name in SIDES.items()),
        tallies=(
            Tally(id="ru", name="Russian forces", side="russia",
                  per_day=Guess(median=500, factor=5,
                                source="Chosen by us: wars of armies of several hundred thousand")),
            Tally(id="ua", name="Ukrainian forces", side="ukraine",
                  per_day=Guess(median=300, factor=5,
                                source="Chosen by us: wars of armies of several hundred thousand")),
        ),
        sources=tuple(Source(id=key, name=title, side=side, kind=kind)
                      for key, (title, side, kind) in known.items()),
        claims=tuple(estimates(shared) + month_ends(shared)),
    )  # fmt: skip
    wanted = {
        "ru": ("casualties", "killed", "casualties_per_day"), "ua": ("casualties", "killed"),
    }  # fmt: skip
    return replace(made, observables=observables(made, wanted, NAMES))
