"""Claims and answers in the forms that other programs read; one form a module."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from fogline.answer import Assessment
from fogline.case import Case
from fogline.claims.claim import Claim

__all__ = ["FORMATS", "OF_CLAIMS", "export_all", "export_answers", "export_claims"]

# Name of the form -> name of its file, and what it is.
OF_CLAIMS: dict[str, tuple[str, str]] = {
    "claims-csv": ("claims.csv", "every claim a row, with the columns of the case's claims.csv"),
    "claims-parquet": ("claims.parquet", "every claim a row, typed"),
    "bibtex": ("sources.bib", "the pages and reports that the claims stand on"),
    "claimreview": ("claimreview.jsonld", "schema.org ClaimReview, without any rating"),
}
OF_ANSWERS: dict[str, tuple[str, str]] = {
    "answers-csv": ("answers.csv", "every answer a row, with 23 quantiles"),
    "answers-parquet": ("answers.parquet", "every answer a row, typed"),
    "hub": ("hub.csv", "hubverse quantile forecasts, 23 levels"),
    "prov": ("prov.json", "W3C PROV-JSON: what was made from what, by which program"),
}
FORMATS: dict[str, tuple[str, str]] = OF_ANSWERS | OF_CLAIMS

# Forms that need the extra fogline[frames].
TYPED = frozenset({"answers-parquet", "claims-parquet"})


def export_claims(form: str, case: Case, claims: Mapping[str, Claim]) -> bytes:
    """Claims in one form of ``OF_CLAIMS`` (KeyError for another name); no fit is needed."""
    from fogline.page.exports import bibtex, claim_review, tables

    return {
        "claims-csv": tables.claims_csv,
        "claims-parquet": tables.claims_parquet,
        "bibtex": bibtex.write,
        "claimreview": claim_review.write,
    }[form](case, claims)


def export_answers(form: str, assessment: Assessment, claims: Mapping[str, Claim]) -> bytes:
    """Answers in one form of ``OF_ANSWERS`` (KeyError for another name)."""
    from fogline.page.exports import hub, prov, tables

    return {
        "answers-csv": tables.answers_csv,
        "answers-parquet": tables.answers_parquet,
        "hub": hub.write,
        "prov": prov.write,
    }[form](assessment, claims)


def export_all(
    assessment: Assessment, case: Case, claims: Mapping[str, Claim]
) -> dict[str, bytes]:
    """Every form that this installation can write, by file name, and a datapackage.json of them."""
    from fogline.page.exports.package import describe

    forms = [form for form in FORMATS if form not in TYPED or find_spec("pyarrow") is not None]
    files = {
        FORMATS[form][0]: export_claims(form, case, claims)
        if form in OF_CLAIMS
        else export_answers(form, assessment, claims)
        for form in forms
    }
    return files | {"datapackage.json": describe(case, files)}
