"""The likelihood of each kind of claim against SciPy's Student-t and against simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from fogline.model.compiler import NumpyOps
from fogline.model.observation._tails import student_interval, student_log_density
from fogline.model.observation.kinds import OBSERVATIONS

OPS = NumpyOps()


@pytest.mark.parametrize("degrees", [1, 2, 4])
@pytest.mark.parametrize("z", [-30.0, -2.0, 0.0, 0.3, 5.0, 80.0])
def test_the_density_is_students(z: float, degrees: int) -> None:
    wanted = stats.t.logpdf(z, degrees)
    assert student_log_density(OPS, z, degrees) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("degrees", [1, 2, 4])
@pytest.mark.parametrize(
    ("low", "high"),
    [(-1.0, 1.0), (3.0, 4.0), (-60.0, -50.0), (50.0, 60.0), (-0.1, 0.2), (400.0, 401.0)],
)
def test_the_interval_probability_holds_in_both_tails(
    low: float, high: float, degrees: int
) -> None:
    exact = integrate.quad(lambda t: stats.t.pdf(t, degrees), low, high, epsabs=0, epsrel=1e-11)[0]
    assert student_interval(OPS, low, high, degrees) == pytest.approx(exact, rel=1e-8)


def test_a_bound_is_a_density_over_what_could_have_been_said() -> None:
    """Over all x that a source might give as a lower bound, the density sums to one."""
    kind = OBSERVATIONS["log-interval"]
    x = [1000.0, 1.0, 0.1, 0.2, 0.7]
    for below, above in ((0.0, 1.0), (1.0, 0.0)):
        said = np.linspace(np.log(1000) - 12, np.log(1000) + 12, 200_001)
        c = [said, said, below, above, 0.0]
        density = np.exp(kind.log_likelihood(OPS, x, c))
        assert integrate.trapezoid(density, said) == pytest.approx(1.0, abs=1e-3)


def test_at_least_prefers_truths_above_and_up_to_those_below() -> None:
    kind = OBSERVATIONS["log-interval"]
    edge = np.log(1000.0)

    def likelihood(truth: float, below: float, above: float) -> float:
        return float(
            kind.log_likelihood(OPS, [truth, 1.0, 0.0, 0.1, 0.7], [edge, edge, below, above, 0.0])
        )

    assert likelihood(1400.0, 0.0, 1.0) > likelihood(700.0, 0.0, 1.0) + 2
    assert likelihood(700.0, 1.0, 0.0) > likelihood(1400.0, 1.0, 0.0) + 2


def test_at_least_does_not_push_towards_infinity() -> None:
    kind = OBSERVATIONS["log-interval"]
    edge = np.log(1000.0)
    near, far = (
        kind.log_likelihood(OPS, [t, 1.0, 0.0, 0.1, 0.7], [edge, edge, 0.0, 1.0, 0.0])
        for t in (1500.0, 20_000.0)
    )
    assert near > far + 3


def test_a_status_is_right_with_its_reliability() -> None:
    kind = OBSERVATIONS["status"]
    on = np.exp(kind.log_likelihood(OPS, [1.0, 1, 0, 1, 1], [1.0, 0.9]))
    off = np.exp(kind.log_likelihood(OPS, [0.0, 1, 0, 1, 1], [1.0, 0.9]))
    assert (on, off) == (pytest.approx(0.9), pytest.approx(0.1))
