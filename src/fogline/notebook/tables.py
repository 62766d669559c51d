"""Claims and answers in order, which become rows of a frame; single values with their cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fogline.ground.errors import FoglineError
from fogline.ground.words import count_words

if TYPE_CHECKING:
    import pandas
    import polars

    from fogline.answer import Estimate

__all__ = ["Answers", "Claims", "Shown"]

Item = TypeVar("Item")


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
        return f"<{count_words(len(self), 'claim')}>"

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

    def __str__(self) -> str:
        """What it says in a sentence or more, where it has one; ``print`` shows this."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        said = [getattr(each, "sentence", "") or getattr(each, "words", "") for each in values]
        return "\n".join(said) if all(said) else repr(self.value)

    def _repr_html_(self) -> str:
        return self.card()
