"""What the compiler's tests compare with: JAX as ``ops``, a plain evaluation, differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from fogline.model.compiler.program import FOLD, Program


def jax_ops() -> Any:
    """JAX in double precision as an ``ops`` namespace."""
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    class JaxOps:
        exp, log, log1p, expm1 = map(staticmethod, (jnp.exp, jnp.log, jnp.log1p, jnp.expm1))
        sqrt, tanh, atan, abs = map(staticmethod, (jnp.sqrt, jnp.tanh, jnp.arctan, jnp.abs))
        sigmoid, softplus = map(staticmethod, (jax.nn.sigmoid, jax.nn.softplus))
        maximum, minimum, pow = map(staticmethod, (jnp.maximum, jnp.minimum, jnp.power))
        square = staticmethod(jnp.square)

        @staticmethod
        def smoothstep(x: Any) -> Any:
            t = jnp.clip(x, 0.0, 1.0)
            return t * t * (3.0 - 2.0 * t)

        @staticmethod
        def select(condition_value: Any, a: Any, b: Any) -> Any:
            return jnp.where(condition_value > 0.0, a, b)

    return JaxOps()


def evaluate(program: Program, inputs: Any) -> np.ndarray:
    """The outputs of a machine program, line by line on floats."""
    values: dict[int, float] = {}
    for index in program.needed():
        line = program.lines[index]
        if line.op == "input":
            values[index] = float(inputs[int(line.payload)])
        elif line.op == "constant":
            values[index] = line.payload
        else:
            values[index] = FOLD[line.op](*(values[argument] for argument in line.args))
    return np.array([values[output] for output in program.outputs])


def central_differences(
    function: Callable[[np.ndarray], float], at: np.ndarray, relative_step: float = 3e-6
) -> np.ndarray:
    """Fourth-order central differences of a scalar function, one slope a component."""
    slopes = np.empty(at.size)
    for place in range(at.size):
        step = relative_step * 50.0 * max(1.0, abs(at.flat[place]))
        total = 0.0
        for factor, weight in ((1.0, 8.0), (2.0, -1.0)):
            up, down = at.copy(), at.copy()
            up.flat[place] += factor * step
            down.flat[place] -= factor * step
            total += weight * (function(up) - function(down))
        slopes[place] = total / (12.0 * step)
    return slopes


def assert_slopes_agree(found: np.ndarray, wanted: np.ndarray, relative: float = 2e-6) -> None:
    """Agreement relative to the largest slope, and per component where it is not tiny."""
    scale = np.max(np.abs(wanted)) + 1e-12
    np.testing.assert_allclose(found, wanted, rtol=relative, atol=relative * 1e-3 * scale)
