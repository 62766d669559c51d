"""Simulation-based calibration: each form of claim in a small campaign, and a whole case.

    python benchmarks/calibration.py FORM... [--trials 200]     forms, or "forms" for all of them
    python benchmarks/calibration.py kursk --trials 60          a bundled case
    python benchmarks/calibration.py kursk --cluster tcp://...  on a Dask cluster (or processes:2)
    python benchmarks/calibration.py --table                    what the records say

Worlds are drawn from the prior, claims from the story that the likelihood tells, in the forms and
on the days of the case's own claims; each is fitted and the truth ranked among the draws. A world
in which a claim could not be made (a share above one), or in which a denial was not, is drawn
anew, as the posterior rules it out too. Each trial is kept in the ledger: stopped runs go on where
they were. Records: src/fogline/ask/records/calibration-NAME.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fogline.ask.worlds import trial_task
from fogline.case import Case, Evidence, Formation, Guess, Observable, Side, Switch, Tally, Term
from fogline.fit.calibration import Calibration, Trial
from fogline.ground.ids import content_id
from fogline.ground.provenance import versions
from fogline.ledger import Ledger
from fogline.tasks import Task, run_kept

RECORDS = Path(__file__).parent.parent / "src" / "fogline" / "ask" / "records"
SEED = 20250131
N_KEPT = 49
FIRST = date(2000, 3, 1)


def small_case(degrees: int = 4) -> Case:
    """Two forces that fight for five weeks, one of which is pulled off the line."""
    last = FIRST + timedelta(34)
    names = ("present", "casualties", "killed", "deployed")
    switch = Switch(to="off", first=FIRST + timedelta(10), last=last)
    strength = Guess(median=10_000, factor=3)
    return Case(
        id="forms", title="Forms of claims", start=FIRST, cut_off=last, horizon=last,
        degrees={} if degrees == 4 else {"strength": degrees},
        sides=(Side(id="red", name="Red"), Side(id="blue", name="Blue")),
        formations=(
            Formation(id="red", name="Red", side="red", sector="there", initial=strength,
                      switches=(switch,)),
            Formation(id="blue", name="Blue", side="blue", sector="there", initial=strength),
        ),
        observables=tuple(
            Observable(name=f"{part}.{name}", definition=name, unit="persons")
            for part in ("red", "blue") for name in names
        ),
    )  # fmt: skip


def long_case() -> Case:
    """The casualties of one side, added up over a year and a half."""
    last = FIRST + timedelta(547)
    return Case(
        id="long", title="A long series", start=FIRST, cut_off=last, horizon=last,
        sides=(Side(id="red", name="Red"), Side(id="blue", name="Blue")),
        tallies=(
            Tally(id="red", name="Red", side="red", enemy="blue",
                  per_day=Guess(median=300, factor=3)),
        ),
        observables=tuple(
            Observable(name=f"red.{name}", definition=name, unit="persons")
            for name in ("casualties", "killed")
        ),
    )  # fmt: skip


def _series() -> tuple[Evidence, ...]:
    """A source of the enemy's that counts every three weeks, and two that speak now and then."""
    said = [("a", day) for day in range(20, 540, 21)]
    said += [("b", day) for day in (100, 300, 500)] + [("c", 546)]
    return tuple(
        Evidence(
            claim=f"{source}{day}", observable="red.casualties", source=source, bound="point",
            value=1.0, numerator=(Term(1.0, "red.casualties", day),), group="casualties",
            side="blue" if source == "a" else "press",
            relation="enemy" if source == "a" else "third",
        )
        for source, day in said
    )  # fmt: skip


def _claims(**form: Any) -> tuple[Evidence, ...]:
    """One form of claim on both forces, by a source that speaks twice and two that speak once."""
    rows = []
    for number, (source, day) in enumerate((("a", 12), ("a", 30), ("b", 20), ("c", 34))):
        for part in ("red", "blue"):
            quantity = form.get("quantity", "present")
            terms = [Term(1.0, f"{part}.{quantity}", day)]
            if form.get("window"):
                terms.append(Term(-1.0, f"{part}.{quantity}", day - 7))
            if form.get("both"):
                terms.append(Term(1.0, f"{'blue' if part == 'red' else 'red'}.{quantity}", day))
            under = form.get("under")
            side = form.get("sides", {}).get(source, "press")
            rows.append(
                Evidence(
                    claim=f"{part}{number}", observable=terms[0].observable, source=source,
                    numerator=tuple(terms), scale=form.get("scale", "log"), side=side,
                    relation="third" if side == "press" else "own" if side == part else "enemy",
                    denominator=(
                        (Term(1.0, f"{part}.{under}", form.get("under_day", day)),)
                        if under else ()
                    ),
                    bound=form["bound"], low=form.get("low", 1.0), value=form.get("low", 1.0),
                    high=form.get("high", 1.0), group=form.get("group", "strength"),
                    shared=f"{part}{number % 2}" if form.get("shared") else "",
                    reliability=form.get("reliability", 0.9),
                )
            )  # fmt: skip
    return tuple(rows)


FORMS: dict[str, tuple[Evidence, ...]] = {
    "exact": _claims(bound="point"),
    "range": _claims(bound="interval", low=8_000.0, high=11_000.0),
    "about": _claims(bound="interval", low=9_500.0, high=10_500.0),
    "small-count": _claims(bound="interval", quantity="killed", group="killed", low=11.5,
                           high=12.5),
    "at-least": _claims(bound="at least"),
    "up-to": _claims(bound="up to"),
    "losses": _claims(bound="point", quantity="casualties", group="casualties"),
    "window": _claims(bound="point", quantity="casualties", group="casualties", window=True),
    "share": _claims(bound="point", scale="logit", quantity="killed", under="casualties",
                     group="share", low=0.3),
    "share-in-words": _claims(bound="interval", scale="logit", quantity="killed",
                              under="casualties", group="share", low=0.2, high=0.4),
    "fallen-to": _claims(bound="point", under="present", under_day=2, low=0.5, group="rate"),
    "sum": _claims(bound="point", both=True),
    "denied": _claims(bound="denied", low=9_000.0, high=11_000.0, reliability=0.7),
    "exact-t2": _claims(bound="point"),
    "exact-t1": _claims(bound="point"),
    "drift": _series(),
    "may-repeat": _claims(bound="point", shared=True),
    "belligerents": _claims(bound="point", quantity="casualties", group="casualties",
                            sides={"a": "red", "b": "blue"}),
    "status": tuple(
        Evidence(claim=f"s{day}", observable="red.line_share", scale="status", bound="off",
                 numerator=(Term(1.0, "red.line_share", day),), group="status", source=source)
        for day, source in ((12, "a"), (18, "b"), (24, "a"), (30, "c"), (34, "b"))
    ),
    "ordinal": tuple(
        Evidence(claim=f"o{day}", observable="red.called_poor", scale="status", bound="on",
                 numerator=(Term(1.0, "red.called_poor", day),), group="quality", source=source,
                 reliability=0.8)
        for day, source in ((12, "a"), (18, "b"), (24, "a"), (30, "c"), (34, "b"))
    ),
}  # fmt: skip


# Forms that are not told in the small case as it is.
CASES: dict[str, Callable[[], Case]] = {
    "drift": long_case,
    "exact-t2": lambda: small_case(degrees=2),
    "exact-t1": lambda: small_case(degrees=1),
}


def subject(name: str) -> tuple[Case, tuple[Evidence, ...]]:
    """The case and the templates of its claims."""
    if name in FORMS:
        return CASES.get(name, small_case)(), FORMS[name]
    from fogline.case import evidence_for, load_case, resolve_case

    case = load_case(resolve_case(name))
    return case, evidence_for(case)[0]


def run(name: str, n_trials: int, where: str, ledger: str | None = None) -> Calibration:
    """Calibrate one subject and write its record."""
    options: dict[str, Any] = {"chains": 2, "draws": 250, "tune": 100, "most_blocks": 8}
    case, templates = subject(name)
    made_by = versions("fogline", "numpy", "scipy", "numba", "nutpie")
    depends_on = content_id(name, case.hash, repr((templates, SEED, N_KEPT, options, made_by)))
    tasks = [
        Task(str(index), (case, templates, index, SEED, N_KEPT, options), f"{name}, world {index}")
        for index in range(n_trials)
    ]
    with Ledger.open(ledger) as book:
        done = {
            outcome.task.key: Trial(**outcome.value())
            for outcome in run_kept(
                book, f"calibration {depends_on}", tasks, trial_task, where=where,
                progress=lambda words, fraction: print(words, flush=True),
            )
        }  # fmt: skip
    found = Calibration(n_kept=N_KEPT, trials=tuple(done[task.key] for task in tasks))
    rows = [
        {"name": u.name, "p_chi_square": round(u.p_chi_square, 5), "p_ecdf": round(u.p_ecdf, 5),
         "bias": round(u.bias, 4), "width": round(u.width, 4)}
        for u in found.uniformity()
    ]  # fmt: skip
    record = {
        "name": name,
        "command": f"python benchmarks/calibration.py {name} --trials {n_trials}",
        "seed": str(SEED),
        "n_trials": n_trials,
        "n_kept": found.n_kept,
        "sampler": options,
        "n_doubtful": found.n_doubtful,
        "least_ess": [round(t.least_ess) for t in found.trials],
        "seconds": round(sum(t.seconds for t in found.trials)),
        "versions": made_by,
        "uniformity": rows,
        "ranks": {key: [int(r) for r in found.ranks(key)] for key in found.names},
    }
    place = RECORDS / f"calibration-{name}.json"
    place.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    return found


def table() -> None:
    """One line a record."""
    print("subject          trials doubtful quantities  least p (corrected)   worst")
    for place in sorted(RECORDS.glob("calibration-*.json")):
        record = json.loads(place.read_text(encoding="utf-8"))
        rows = record["uniformity"]
        worst = min(rows, key=lambda row: min(row["p_chi_square"], row["p_ecdf"]))
        p = min(1.0, 2 * len(rows) * min(worst["p_chi_square"], worst["p_ecdf"]))
        print(
            f"{record['name']:<16} {record['n_trials']:>6} {record['n_doubtful']:>8} "
            f"{len(rows):>10}  {p:>19.3f}   {worst['name']} (bias {worst['bias']:+.2f}, "
            f"width {worst['width']:.2f})"
        )


def main() -> None:
    """Calibrate what is named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--cluster", default="here", help="threads:2, processes:2, tcp://...")
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args()
    for name in [n for given in asked.names for n in (FORMS if given == "forms" else (given,))]:
        run(name, asked.trials, asked.cluster)
    if asked.table or not asked.names:
        table()


if __name__ == "__main__":
    main()
