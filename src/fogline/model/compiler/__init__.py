"""The compiler: write one day once, get its kernels and their exact derivatives.

A function of scalars and ``ops`` is recorded (:mod:`tracer`) as a straight-line program
(:mod:`program`), differentiated in reverse (:mod:`derivatives`), put into the few words of the
machine (:mod:`machine`), listed in a generated module (:mod:`modules`) that Numba compiles through
LLVM (:mod:`kernels`, :mod:`emitter`, :mod:`elementary`) and kept on disk (:mod:`cache`). Three
kinds of kernel: one vector to another (:mod:`straight_line`), a step over days (:mod:`scan`), one
function over many rows (:mod:`rows`); and composites that call them (:mod:`modules`).
"""

from __future__ import annotations

from fogline.model.compiler.modules import compile_composite
from fogline.model.compiler.ops import NumpyOps, Ops, Scalar
from fogline.model.compiler.rows import Rows, compile_rows
from fogline.model.compiler.scan import (
    DailyStep,
    Scan,
    ScanRun,
    compile_scan,
    compile_specialised,
)
from fogline.model.compiler.straight_line import StraightLine, compile_straight_line
from fogline.model.compiler.tracer import Traced, TracedOps, trace

__all__ = [
    "DailyStep",
    "NumpyOps",
    "Ops",
    "Rows",
    "Scalar",
    "Scan",
    "ScanRun",
    "StraightLine",
    "Traced",
    "TracedOps",
    "compile_composite",
    "compile_rows",
    "compile_scan",
    "compile_specialised",
    "compile_straight_line",
    "trace",
]
