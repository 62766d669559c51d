"""The door for notebooks and scripts: ``fogline.open("kursk")`` gives a case to work with.

Everything here calls :mod:`fogline.flow` and shows what comes back; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fogline.ground.errors import FoglineError

if TYPE_CHECKING:
    import pandas
    import polars
    import xarray

    from fogline.answer import Assessment, Check, Estimate, Weighing, WhatIf
    from fogline.ask.question import Question
    from fogline.case import Case

__all__ = ["Answers", "Claims", "FittedCase", "OpenCase", "Shown", "open_notebook"]

Item = TypeVar("Item")


def open_notebook(case: str | Path = "kursk") -> OpenCase:
    """A bundled case by name, or a case folder.

    Raises CaseError with every fault of the folder.
    """
    from fogline import flow

    return OpenCase(flow.open_case(case))


class _Table(Sequence[Any]):
    """Values in order that become rows of a frame."""

    def __init__(self, items: Sequence[Any]) -> None:
        self._items = tuple(items)

    def __getitem__(self, place: Any) -> Any:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def _columns(self) -> Mapping[str, str]:
        """Column -> type, as ``page.exports.tables`` names them."""
        raise NotImplementedError

    def _rows(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame, one row a value; FoglineError without pandas."""
        try:
            import pandas
        except ImportError as error:
            raise _no_frames("pandas") from error
        frame = pandas.DataFrame(self._rows(), columns=list(self._columns()))
        for name, kind in self._columns().items():
            if kind == "date":
                frame[name] = pandas.to_datetime(frame[name])
            elif kind == "number":
                frame[name] = frame[name].astype("float64")
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A polars frame, one row a value; FoglineError without polars."""
        try:
            import polars
        except ImportError as error:
            raise _no_frames("polars") from error
        types = {
            "string": polars.String, "date": polars.Date, "number": polars.Float64,
            "boolean": polars.Boolean, "integer": polars.Int64,
        }  # fmt: skip
        schema = {name: types[kind] for name, kind in self._columns().items()}
        return polars.DataFrame(self._rows(), schema=schema)


def _no_frames(library: str) -> FoglineError:
    return FoglineError(f"{library} is not installed - pip install 'fogline[frames]'")


class Claims(_Table):
    """Claims of a case."""

    def of(self, *, measure: str = "", subject: str = "", origin: str = "") -> Claims:
        """Those with this measure, this subject and this origin ("" for any)."""
        return Claims(
            [
                claim
                for claim in self
                if (not measure or claim.measure == measure)
                and (not subject or claim.subject.entity == subject)
                and (not origin or claim.origin == origin)
            ]
        )

    def __repr__(self) -> str:
        return f"<{len(self)} claims>"

    def _repr_html_(self) -> str:
        from fogline.page.cards import claims_card

        return claims_card(self)

    def _columns(self) -> Mapping[str, str]:
        from fogline.page.exports.tables import CLAIM_COLUMNS

        return CLAIM_COLUMNS

    def _rows(self) -> list[dict[str, Any]]:
        from fogline.page.exports.tables import claim_row

        return [claim_row(claim) for claim in self]


class Answers(_Table):
    """Estimates of one case, of one fit."""

    def __init__(self, items: Sequence[Estimate], *, case: str = "", passed: bool = True) -> None:
        super().__init__(items)
        self.case = case
        self.passed = passed

    def __repr__(self) -> str:
        return "\n".join(item.words or item.observable for item in self)

    def _repr_html_(self) -> str:
        from fogline.page.cards import estimates_card

        return estimates_card(self, passed=self.passed)

    def _columns(self) -> Mapping[str, str]:
        from fogline.page.exports.tables import ANSWER_COLUMNS

        return ANSWER_COLUMNS

    def _rows(self) -> list[dict[str, Any]]:
        from fogline.page.exports.tables import answer_row

        return [answer_row(item, case=self.case, kind=item.scenario or "estimate") for item in self]


@dataclass(frozen=True, slots=True)
class Shown(Generic[Item]):
    """A value with its card; every attribute of the value is also one of this."""

    value: Item
    card: Callable[[], str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.value, name)

    def __repr__(self) -> str:
        return repr(self.value)

    def _repr_html_(self) -> str:
        return self.card()


class FittedCase:
    """A case with one fit; every question is answered from the same draws."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._check: Check | None = None

    @property
    def case(self) -> Case:
        """The case as a value."""
        return self._question.case

    @property
    def seed(self) -> int:
        """The seed of the run."""
        return self._question.seed

    @property
    def folder(self) -> Path:
        """Where the fit is kept: posterior.nc, which ArviZ opens."""
        return self._question.folder

    @property
    def check(self) -> Check:
        """Gates and diagnostics."""
        if self._check is None:
            self._check = self._question.check()
        return self._check

    def ask(self, observable: str, on: date | str | None = None) -> Answers:
        """One observable on one day, the cut-off by default. Raises UnknownName, InputError."""
        name = self._known(observable)
        return self._answers([self._question.estimate(name, _day(on))])

    def answers(self, on: date | str | None = None) -> Answers:
        """Every observable on one day, the cut-off by default."""
        names = [item.name for item in self._question.posterior.observables]
        return self._answers([self._question.estimate(name, _day(on)) for name in names])

    def forecast(self, observable: str, until: date | str | None = None) -> Answers:
        """One observable on every day after the cut-off, to the horizon by default."""
        from datetime import timedelta

        case = self.case
        last = _day(until) or case.horizon
        days = range(1, (last - case.cut_off).days + 1)
        return self._answers(
            [
                self._question.estimate(self._known(observable), case.cut_off + timedelta(n))
                for n in days
            ]
        )

    def what_if(self, scenario: str) -> Shown[WhatIf]:
        """One of the case's scenarios, against the same draws without it. Raises UnknownName."""
        from fogline.ground.errors import UnknownName
        from fogline.page.cards import what_if_card

        known = {item.id: item for item in self.case.scenarios}
        if scenario not in known:
            raise UnknownName("scenario", scenario, list(known))
        found = self._question.what_if(known[scenario])
        return Shown(found, lambda: what_if_card(found, passed=self.check.passed))

    def weigh(self, observable: str, on: date | str | None = None) -> Shown[Weighing]:
        """Which claims carry an answer. Raises UnknownName, InputError."""
        from fogline.page.cards import weighing_card

        found = self._question.weighing(self._known(observable), _day(on))
        return Shown(found, lambda: weighing_card(found))

    def assess(self) -> Assessment:
        """Everything the main job answers, as one value."""
        return self._question.assessment()

    def to_datatree(self) -> xarray.DataTree:
        """Draws and sampler statistics as an xarray DataTree, which ArviZ 1 works with."""
        return self._question.posterior.fit.to_datatree()

    def to_arviz(self) -> Any:
        """The draws for the ArviZ that is installed.

        A DataTree for ArviZ 1, an InferenceData for ArviZ 0. Raises FoglineError without ArviZ.
        """
        try:
            import arviz
        except ImportError as error:
            raise FoglineError(
                "ArviZ is not installed - pip install arviz, or use to_datatree()"
            ) from error
        tree = self.to_datatree()
        if int(arviz.__version__.split(".")[0]) >= 1:
            return tree
        groups: dict[str, Any] = {name: group.to_dataset() for name, group in tree.children.items()}
        return arviz.InferenceData(**groups)

    def __repr__(self) -> str:
        verdict = "passed its gates" if self.check.passed else "FAILED its gates"
        return f"<fit of {self.case.id}, seed {self.seed}, {verdict}>"

    def _repr_html_(self) -> str:
        from fogline.page.cards import fit_card

        return fit_card(self.case, self.check, self.seed)

    def _known(self, observable: str) -> str:
        """The name again; UnknownName, with near ones, when the model does not show it."""
        return self._question.posterior.observable(observable).name

    def _answers(self, found: Sequence[Estimate]) -> Answers:
        return Answers(found, case=self.case.id, passed=self.check.passed)


class OpenCase:
    """A case; questions are answered by its fit, which is made once and kept on disk.

    ``ask``, ``forecast``, ``what_if`` and ``weigh`` are short for the same on ``fit()``.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._fits: dict[tuple[int | None, bool], FittedCase] = {}

    @property
    def claims(self) -> Claims:
        """Every claim of the case."""
        return Claims(self.case.claims)

    def fit(self, *, seed: int | None = None, quick: bool = False) -> FittedCase:
        """The case's fit for a seed (the case's own by default): made, or opened if kept.

        quick   a preview with few draws, not to be quoted
        """
        from fogline import flow

        if (seed, quick) not in self._fits:
            found = flow.fitted(self.case, seed=seed, progress=None, quick=quick)
            self._fits[seed, quick] = FittedCase(found)
        return self._fits[seed, quick]

    def ask(self, observable: str, on: date | str | None = None) -> Answers:
        """One observable on one day, the cut-off by default. Raises UnknownName, InputError."""
        return self.fit().ask(observable, on)

    def forecast(self, observable: str, until: date | str | None = None) -> Answers:
        """One observable on every day after the cut-off, to the horizon by default."""
        return self.fit().forecast(observable, until)

    def what_if(self, scenario: str) -> Shown[WhatIf]:
        """One of the case's scenarios, against the same draws without it. Raises UnknownName."""
        return self.fit().what_if(scenario)

    def weigh(self, observable: str, on: date | str | None = None) -> Shown[Weighing]:
        """Which claims carry an answer. Raises UnknownName, InputError."""
        return self.fit().weigh(observable, on)

    def __repr__(self) -> str:
        return f"<case {self.case.id}: {self.case.title}>"

    def _repr_html_(self) -> str:
        from fogline.page.cards import case_card

        return case_card(self.case)


def _day(day: date | str | None) -> date | None:
    """A date, also as ISO text. Raises FoglineError."""
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise FoglineError(f"no date: {day!r} - write it as 2025-01-31") from error
