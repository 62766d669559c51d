"""A fit: posterior draws, how the sampler fared, and where it all came from; a value on disk."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fogline.fit.density import Array
from fogline.ground.errors import FitError
from fogline.ground.files import write_atomically

if TYPE_CHECKING:
    import xarray

__all__ = ["Fit"]

# Raised when the layout of the file changes so that an older reader would misread it.
FORMAT = 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Fit:
    """Posterior draws with sampler statistics, times, seed and provenance.

    draws       float64[chain, draw, n], in the density's own unknowns
    names       n names, one per unknown
    statistics  each [chain, draw]: diverging (bool), tree_depth, n_steps, energy, lp (log
                density up to a constant), step_size, acceptance_rate
    answers     named quantities computed from the draws, each float64[chain, draw, ...]
    seconds     wall time by phase
    provenance  plain JSON types: settings and versions, plus what the caller added
    """

    draws: Array
    names: tuple[str, ...]
    statistics: Mapping[str, np.ndarray]
    seed: int
    answers: Mapping[str, Array] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.draws.ndim != 3 or self.draws.shape[2] != len(self.names):
            raise ValueError(
                f"draws must be [chain, draw, {len(self.names)}], got shape {self.draws.shape}"
            )
        shape = self.draws.shape[:2]
        for group in (self.statistics, self.answers):
            for name, values in group.items():
                if values.shape[:2] != shape:
                    raise ValueError(f"{name} must be {shape} first, got shape {values.shape}")

    @property
    def n_chains(self) -> int:
        """Number of chains."""
        return self.draws.shape[0]

    @property
    def n_draws(self) -> int:
        """Draws of each chain."""
        return self.draws.shape[1]

    def flat(self) -> Array:
        """All draws as float64[chain * draw, n], chain after chain."""
        return self.draws.reshape(-1, self.draws.shape[2])

    def column(self, name: str) -> Array:
        """Draws float64[chain, draw] of one unknown. Raises KeyError for an unknown name."""
        try:
            index = self.names.index(name)
        except ValueError:
            raise KeyError(name) from None
        return self.draws[:, :, index]

    def save(self, path: Path | str) -> None:
        """Write a NetCDF-4 file that xarray and ArviZ open; never leaves half a file.

        Raises FoglineError when the place cannot be written.
        """
        import h5netcdf

        buffer = io.BytesIO()
        with h5netcdf.File(buffer, "w") as file:
            file.attrs["format"] = np.int64(FORMAT)
            file.attrs["about"] = json.dumps(
                {
                    "seed": str(self.seed),
                    "seconds": dict(self.seconds),
                    "provenance": dict(self.provenance),
                    "answers": list(self.answers),
                }
            )
            posterior = file.create_group("posterior")
            _write_axes(posterior, self.n_chains, self.n_draws)
            posterior.dimensions["unknown"] = len(self.names)
            labels = posterior.create_variable("unknown", ("unknown",), dtype=_text_type())
            labels[:] = np.array(self.names, dtype=object)
            _write(posterior, "theta", ("chain", "draw", "unknown"), self.draws)
            for name, values in self.answers.items():
                sizes = values.shape[2:]
                extra = tuple(f"{name}_dim_{axis}" for axis in range(len(sizes)))
                for dimension, size in zip(extra, sizes, strict=True):
                    posterior.dimensions[dimension] = size
                _write(posterior, name, ("chain", "draw", *extra), values)
            sampler = file.create_group("sample_stats")
            _write_axes(sampler, self.n_chains, self.n_draws)
            for name, values in self.statistics.items():
                _write(sampler, name, ("chain", "draw"), values)
        write_atomically(Path(path), buffer.getvalue())

    @classmethod
    def load(cls, path: Path | str) -> Fit:
        """Read what ``save`` wrote.

        Raises FitError when the file is missing, damaged, or of a newer format.
        """
        import h5netcdf

        place = Path(path)
        if not place.is_file():
            raise FitError(f"there is no fit at {place} - run the fit first")
        try:
            with h5netcdf.File(place, "r") as file:
                form = int(str(file.attrs["format"]))
                if form != FORMAT:
                    raise FitError(
                        f"the fit in {place} has format {form}, this Fogline reads {FORMAT} - "
                        "run the fit again, or use the Fogline that wrote it"
                    )
                about = json.loads(str(file.attrs["about"]))
                posterior = file["posterior"]
                names = tuple(
                    name.decode() if isinstance(name, bytes) else str(name)
                    for name in posterior["unknown"][...]
                )
                return cls(
                    draws=np.asarray(posterior["theta"][...]),
                    names=names,
                    statistics={
                        name: _read(variable)
                        for name, variable in file["sample_stats"].variables.items()
                        if name not in ("chain", "draw")
                    },
                    seed=int(about["seed"]),
                    answers={name: _read(posterior[name]) for name in about["answers"]},
                    seconds=about["seconds"],
                    provenance=about["provenance"],
                )
        except FitError:
            raise
        except Exception as error:  # h5py raises OSError, KeyError, RuntimeError, ValueError, ...
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise FitError(
                f"the fit in {place} is damaged: {reason} - delete it and run the fit again"
            ) from error

    def to_datatree(self) -> xarray.DataTree:
        """The same as an xarray DataTree with groups posterior and sample_stats."""
        import xarray

        axes = {"chain": np.arange(self.n_chains), "draw": np.arange(self.n_draws)}
        posterior: dict[str, Any] = {"theta": (("chain", "draw", "unknown"), self.draws)}
        for name, values in self.answers.items():
            extra = tuple(f"{name}_dim_{axis}" for axis in range(values.ndim - 2))
            posterior[name] = (("chain", "draw", *extra), values)
        statistics = {name: (("chain", "draw"), rows) for name, rows in self.statistics.items()}
        return xarray.DataTree.from_dict(
            {
                "posterior": xarray.Dataset(posterior, axes | {"unknown": list(self.names)}),
                "sample_stats": xarray.Dataset(statistics, axes),
            }
        )


def _text_type() -> Any:
    import h5py

    return h5py.string_dtype()


def _write_axes(group: Any, n_chains: int, n_draws: int) -> None:
    for name, size in (("chain", n_chains), ("draw", n_draws)):
        group.dimensions[name] = size
        group.create_variable(name, (name,), data=np.arange(size))


def _write(group: Any, name: str, dimensions: tuple[str, ...], values: np.ndarray) -> None:
    """One variable with a checksum; NetCDF has no booleans, so they follow xarray's convention."""
    is_truth = values.dtype == np.bool_
    stored = values.astype(np.int8) if is_truth else values
    variable = group.create_variable(
        name, dimensions, data=stored, chunks=stored.shape, fletcher32=True
    )
    if is_truth:
        variable.attrs["dtype"] = "bool"


def _read(variable: Any) -> np.ndarray:
    values = np.asarray(variable[...])
    return values.astype(bool) if variable.attrs.get("dtype") == "bool" else values
