"""Arrays at the edge of the kernels: checked shapes, contiguous, double precision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["FloatArray", "checked", "writable"]

FloatArray = npt.NDArray[np.float64]


def checked(value: Any, shape: Sequence[int | None], what: str) -> FloatArray:
    """``value`` as a C-contiguous float64 array of ``shape`` (None: any length).

    ValueError naming ``what``, the shape found and the shape wanted.
    """
    array = np.ascontiguousarray(value, dtype=np.float64)
    _check_shape(array, shape, what)
    return array if array.flags.writeable else array.copy()


def writable(value: Any, shape: Sequence[int | None], what: str) -> FloatArray:
    """A new array when ``value`` is None, else ``value`` itself, which must fit exactly."""
    if value is None:
        return np.empty([length or 0 for length in shape])
    if (
        not isinstance(value, np.ndarray)
        or value.dtype != np.float64
        or not value.flags.c_contiguous
        or not value.flags.writeable
    ):
        raise ValueError(
            f"{what} cannot be written in place: found {type(value).__name__} of "
            f"{getattr(value, 'dtype', 'no dtype')} - give a writable C-contiguous float64 array"
        )
    _check_shape(value, shape, what)
    return value


def _check_shape(array: FloatArray, shape: Sequence[int | None], what: str) -> None:
    fits = array.ndim == len(shape) and all(
        wanted is None or wanted == found for wanted, found in zip(shape, array.shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("any" if length is None else str(length) for length in shape)
        raise ValueError(f"{what} has the wrong shape: found {array.shape} - expected ({wanted})")
