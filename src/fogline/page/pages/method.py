"""Method: what the model is, its priors and where they come from, the checks of the fit."""

from __future__ import annotations

from fogline.page.pages.roles import View, show
from fogline.page.sections import provenance_rows

__all__ = ["EQUATIONS", "method_page"]

# Symbol = sentence, as the theory pages have them (docs/theory/campaign.md).
EQUATIONS: tuple[tuple[str, str], ...] = (
    (
        "h = r · a(posture) · (E / E₀)^p · ((S + 1) / S₀)^(q − 1) · fire^κ · quality · exp(z)",
        "hazard of becoming a casualty, per person on the line and day: S own and E enemy strength "
        "on the line, E₀ and S₀ reference strengths, z a weekly wandering exposure",
    ),
    (
        "losses of a day = S · (1 − exp(−h))",
        "a side never loses more than it has on the line",
    ),
    (
        "arrived = en route + on the line + off it + recovering + killed + captured + missing + "
        "evacuated + transferred",
        "holds on every day of every draw",
    ),
    (
        "stock(t + 1) = stock(t) + production + deliveries − fire",
        "shells: what is fired can never exceed what is there",
    ),
    (
        "log(number said) = log(quantity on its dates) + bias of the source + noise",
        "how a claim is compared with the model; noise is heavy-tailed (Student t)",
    ),
    (
        "“at least x”: log x = belief − U, “up to x”: log x = belief + U, U ~ Uniform(0, m)",
        "how bounds are read",
    ),
)


def method_page(view: View) -> str:
    """Equations, sentences, gates, diagnostics, priors with sources, provenance, limits."""
    assessment = view.assessment
    return show(
        "method",
        view,
        here="/method",
        title="Method",
        equations=EQUATIONS,
        provenance=provenance_rows(assessment.provenance) if assessment else [],
    )
