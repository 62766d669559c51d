"""The compiler: write one day once, get its kernels and their exact derivatives.

A function of scalars and ``ops`` is recorded (:mod:`tracer`) as a straight-line program
(:mod:`program`), differentiated in reverse (:mod:`derivatives`), written as source
(:mod:`codegen`), compiled by Numba and kept on disk (:mod:`cache`). Three kinds of kernel:
one vector to another (:mod:`straight_line`), a step over days (:mod:`scan`), one function over
many rows (:mod:`rows`).
"""

from __future__ import annotations

from fogline.model.compiler.ops import NumpyOps, Ops, Scalar
from fogline.model.compiler.rows import Rows, compile_rows
from fogline.model.compiler.scan import DailyStep, Scan, compile_scan
from fogline.model.compiler.straight_line import StraightLine, compile_straight_line
from fogline.model.compiler.tracer import Traced, TracedOps, trace

__all__ = [
    "DailyStep",
    "NumpyOps",
    "Ops",
    "Rows",
    "Scalar",
    "Scan",
    "StraightLine",
    "Traced",
    "TracedOps",
    "compile_rows",
    "compile_scan",
    "compile_straight_line",
    "trace",
]
