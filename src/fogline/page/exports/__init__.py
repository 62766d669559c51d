"""Claims and answers in the forms that other programs read; one form a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from fogline.answer import Assessment
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.errors import UnknownName

__all__ = ["FORMATS", "OF_CLAIMS", "export_answers", "export_claims", "export_files"]

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


def export_files(
    form: str, case: Case, claims: Mapping[str, Claim], answers: Callable[[], Assessment]
) -> dict[str, bytes]:
    """One form, or with "all" every one that can be written here and a datapackage.json of them.

    answers   asked only when a form needs them, since they may cost a fit
    returns   file name to bytes

    Raises UnknownName, and FoglineError for a table whose library is not installed.
    """
    from fogline.page.exports.package import describe

    if form != "all" and form not in FORMATS:
        raise UnknownName("form", form, ["all", *FORMATS])
    if form == "all":
        forms = [each for each in FORMATS if each not in TYPED or find_spec("pyarrow")]
        found = answers()
        files = {
            FORMATS[each][0]: export_claims(each, case, claims)
            if each in OF_CLAIMS
            else export_answers(each, found, claims)
            for each in forms
        }
        return files | {"datapackage.json": describe(case, files)}
    name = FORMATS[form][0]
    if form in OF_CLAIMS:
        return {name: export_claims(form, case, claims)}
    return {name: export_answers(form, answers(), claims)}
