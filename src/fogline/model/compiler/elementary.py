"""exp, log and their relatives as straight-line LLVM, for one double or a vector of them.

Written here rather than called from the C library so that four or eight values go side by side
and nothing around the call is spilled. Errors below 2.5 units in the last place; exp is 0 below
-707 and infinite above 709.7; NaN stays NaN.

Source
------
Argument reduction by ln 2 in two parts and the coefficients of ``log`` and ``atan``: Sun
Microsystems' fdlibm (e_log.c, s_atan.c); the series of exp is Taylor's to degree 13.
"""

from __future__ import annotations

import math
from typing import Any

from llvmlite import ir

__all__ = ["ELEMENTARY", "constant", "double_of"]

_FLAGS = ("contract",)
_SHIFTER = 6755399441055744.0  # 1.5 * 2**52: adding it rounds to a whole number
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_LOG2_E = 1.4426950408889634
_SQRT_HALF_BITS = 0x3FE6A09E667F3BCD
_ONE_BITS = 0x3FF0000000000000


def double_of(lanes: int) -> Any:
    """The LLVM type of one double (lanes 1) or of a vector of them."""
    return ir.DoubleType() if lanes == 1 else ir.VectorType(ir.DoubleType(), lanes)


def constant(kind: Any, value: float) -> Any:
    """``value`` in every lane of a double or integer type."""
    if isinstance(kind, ir.VectorType):
        return ir.Constant(kind, [value] * kind.count)
    return ir.Constant(kind, value)


class _Lanes:
    """Arithmetic on one LLVM type, to write formulas readably."""

    def __init__(self, builder: Any, kind: Any) -> None:
        self.builder = builder
        self.kind = kind
        whole = ir.IntType(64)
        self.whole = ir.VectorType(whole, kind.count) if isinstance(kind, ir.VectorType) else whole

    def number(self, value: Any) -> Any:
        return constant(self.kind, value) if isinstance(value, (int, float)) else value

    def add(self, x: Any, y: Any) -> Any:
        return self.builder.fadd(self.number(x), self.number(y), flags=_FLAGS)

    def sub(self, x: Any, y: Any) -> Any:
        return self.builder.fsub(self.number(x), self.number(y), flags=_FLAGS)

    def mul(self, x: Any, y: Any) -> Any:
        return self.builder.fmul(self.number(x), self.number(y), flags=_FLAGS)

    def div(self, x: Any, y: Any) -> Any:
        return self.builder.fdiv(self.number(x), self.number(y), flags=_FLAGS)

    def select(self, comparison: str, x: Any, y: Any, a: Any, b: Any) -> Any:
        """a where ``x comparison y`` (false for NaN), else b."""
        test = self.builder.fcmp_ordered(comparison, self.number(x), self.number(y))
        return self.builder.select(test, self.number(a), self.number(b))

    def polynomial(self, x: Any, coefficients: list[float]) -> Any:
        """Constant term first; pairs are joined level by level, which shortens the wait."""
        terms: list[Any] = [self.number(c) for c in coefficients]
        power = x
        while len(terms) > 1:
            terms = [
                self.add(terms[i], self.mul(power, terms[i + 1]))
                if i + 1 < len(terms)
                else terms[i]
                for i in range(0, len(terms), 2)
            ]
            power = self.mul(power, power) if len(terms) > 1 else power
        return terms[0]

    def bits(self, x: Any) -> Any:
        return self.builder.bitcast(x, self.whole)

    def unbits(self, x: Any) -> Any:
        return self.builder.bitcast(x, self.kind)

    def integer(self, value: int) -> Any:
        return constant(self.whole, value)


def _reduced(e: _Lanes, x: Any) -> tuple[Any, Any]:
    """r and 2**(k - 1) with x = k ln 2 + r, |r| <= ln 2 / 2, for x in [-707, 709.7]."""
    inside = e.select(">", x, -707.0, x, -707.0)
    inside = e.select("<", inside, 709.7, inside, 709.7)
    shifted = e.add(e.mul(inside, _LOG2_E), _SHIFTER)
    k = e.sub(shifted, _SHIFTER)
    r = e.sub(e.sub(inside, e.mul(k, _LN2_HIGH)), e.mul(k, _LN2_LOW))
    exponent = e.builder.shl(e.bits(shifted), e.integer(52))
    half = e.unbits(e.builder.add(exponent, e.integer(1022 << 52)))
    return r, half


def _expm1_small(e: _Lanes, r: Any) -> Any:
    """exp(r) - 1 for |r| <= ln 2 / 2."""
    tail = e.polynomial(r, [1.0 / math.factorial(n) for n in range(2, 14)])
    return e.add(r, e.mul(e.mul(r, r), tail))


def _exp(e: _Lanes, x: Any) -> Any:
    r, half = _reduced(e, x)
    value = e.mul(e.mul(e.add(1.0, _expm1_small(e, r)), half), 2.0)
    value = e.select(">", x, 709.7, math.inf, value)
    value = e.select("<", x, -707.0, 0.0, value)
    return e.select("==", x, x, value, x)


def _expm1(e: _Lanes, x: Any) -> Any:
    r, half = _reduced(e, x)
    value = e.mul(e.add(e.mul(half, _expm1_small(e, r)), e.sub(half, 0.5)), 2.0)
    value = e.select(">", x, 709.7, math.inf, value)
    return e.select("==", x, x, value, x)


def _log(e: _Lanes, x: Any) -> Any:
    moved = e.builder.add(e.bits(x), e.integer(_ONE_BITS - _SQRT_HALF_BITS))
    exponent = e.builder.lshr(moved, e.integer(52))  # of x / sqrt(1/2), biased by 1023
    mantissa = e.builder.and_(moved, e.integer((1 << 52) - 1))
    m = e.unbits(e.builder.add(mantissa, e.integer(_SQRT_HALF_BITS)))
    # A small whole number becomes a double by writing it into the last bits of the shifter.
    shifter_bits = 0x4338000000000000
    k = e.sub(e.unbits(e.builder.add(exponent, e.integer(shifter_bits))), _SHIFTER + 1023.0)
    f = e.sub(m, 1.0)
    s = e.div(f, e.add(2.0, f))
    square = e.mul(s, s)
    series = e.mul(
        square,
        e.polynomial(
            square,
            [
                6.666666666666735130e-01,
                3.999999999940941908e-01,
                2.857142874366239149e-01,
                2.222219843214978396e-01,
                1.818357216161805012e-01,
                1.531383769920937332e-01,
                1.479819860511658591e-01,
            ],
        ),
    )
    half_square = e.mul(e.mul(0.5, f), f)
    inner = e.add(e.mul(s, e.add(half_square, series)), e.mul(k, _LN2_LOW))
    value = e.sub(e.mul(k, _LN2_HIGH), e.sub(e.sub(half_square, inner), f))
    value = e.select("<", x, 2.2250738585072014e-308, -math.inf, value)
    value = e.select("<", x, 0.0, math.nan, value)
    value = e.select("==", x, math.inf, math.inf, value)
    return e.select("==", x, x, value, x)


def _log1p(e: _Lanes, x: Any) -> Any:
    u = e.add(1.0, x)
    lost = e.sub(x, e.sub(u, 1.0))
    usable = e.builder.fcmp_ordered("!=", lost, e.number(0.0))
    return e.add(_log(e, u), e.builder.select(usable, e.div(lost, u), e.number(0.0)))


def _atan(e: _Lanes, x: Any) -> Any:
    """Reduction of |x| to [0, tan(pi / 8)] by pi / 4 and pi / 2, then fdlibm's odd polynomial."""
    tangent = math.sqrt(2.0) - 1.0
    size = e.select("<", x, 0.0, e.sub(0.0, x), x)
    above = e.select(">", size, 1.0 / tangent, 1.0, 0.0)
    middle = e.select(">", size, tangent, e.sub(1.0, above), 0.0)
    numerator = e.select(">", above, 0.0, -1.0, e.sub(size, middle))
    denominator = e.select(">", above, 0.0, size, e.add(1.0, e.mul(middle, size)))
    reduced = e.div(numerator, denominator)
    square = e.mul(reduced, reduced)
    series = e.polynomial(
        square,
        [
            3.33333333333329318027e-01,
            -1.99999999998764832476e-01,
            1.42857142725034663711e-01,
            -1.11111104054623557880e-01,
            9.09088713343650656196e-02,
            -7.69187620504482999495e-02,
            6.66107313738753120669e-02,
            -5.83357013379057348645e-02,
            4.97687799461593236017e-02,
            -3.65315727442169155270e-02,
            1.62858201153657823623e-02,
        ],
    )
    small = e.sub(reduced, e.mul(e.mul(reduced, square), series))
    turns = e.add(e.mul(above, 2.0), middle)
    low = e.mul(turns, 3.06161699786838301793e-17)
    value = e.add(e.mul(turns, math.pi / 4.0), e.add(small, low))
    value = e.select("<", x, 0.0, e.sub(0.0, value), value)
    return e.select("==", x, x, value, x)


#: Emitters of the costly functions: (builder, x) -> value of the same LLVM type.
ELEMENTARY: dict[str, Any] = {
    name: (lambda builder, x, formula=formula: formula(_Lanes(builder, x.type), x))
    for name, formula in {
        "exp": _exp,
        "expm1": _expm1,
        "log": _log,
        "log1p": _log1p,
        "atan": _atan,
    }.items()
}
