"""How compilers of the same battles scatter, and how often a held-out one is where we say."""

from __future__ import annotations

import numpy as np
from scipy import stats

from fogline.model.compiler import NumpyOps
from fogline.model.observation import OBSERVATIONS
from tests.validation.test_bias_priors import Counts

OPS = NumpyOps()


def logs(counts: Counts) -> list[np.ndarray]:
    """Log counts of each side of each battle that two or more compilers count."""
    return [np.log(list(row.values())) for row in counts.values() if len(row) > 1]


def degrees(counts: Counts) -> float:
    """Degrees of freedom of Student's t fitted to departures from the battle's median.

    Counts at the median itself are left out: they are there by the median's making.
    """
    departures = np.concatenate([group - np.median(group) for group in logs(counts)])
    return float(stats.t.fit(departures[departures != 0.0], floc=0.0)[0])


def scale(counts: Counts) -> float:
    """Scale of Student's t with one degree of freedom that makes departures from the battle's
    mean likeliest, corrected for the mean's own error."""
    departures = np.concatenate(
        [(g - g.mean()) * np.sqrt(g.size / (g.size - 1.0)) for g in logs(counts)]
    )
    tried = np.geomspace(0.01, 0.3, 60)
    fits = [stats.cauchy.logpdf(departures / s).sum() - departures.size * np.log(s) for s in tried]
    return float(tried[int(np.argmax(fits))])


def held_out(counts: Counts) -> np.ndarray:
    """Whether each count lies in the 90 % interval that the other compilers of its battle give.

    The likelihood is the model's own (one degree of freedom, flat prior of the truth), its scale
    learned without the compiler held out.
    """
    kind = OBSERVATIONS["log-point-t1"]
    found = []
    for name in sorted({name for row in counts.values() for name in row}):
        others = {key: {k: v for k, v in row.items() if k != name} for key, row in counts.items()}
        size = scale(others)
        for key, row in counts.items():
            known = np.log(list(others[key].values()))
            if name not in row or not known.size:
                continue
            truth = np.linspace(known.min() - 3.0, known.max() + 3.0, 1201)
            x = [np.exp(truth), 1.0, 0.0, size, 1.0]
            likelihood = sum(
                (np.asarray(kind.log_likelihood(OPS, x, [value, 0.0])) for value in known),
                np.zeros_like(truth),
            )
            weight = np.exp(likelihood - likelihood.max())
            below = float(
                weight @ stats.cauchy.cdf((np.log(row[name]) - truth) / size) / weight.sum()
            )
            found.append(0.05 < below < 0.95)
    return np.array(found)
