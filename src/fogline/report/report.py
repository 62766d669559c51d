"""The report: one text with stable offsets and what is known about its printing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.ground.ids import content_id, sha256_text

__all__ = ["Report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text as given and which of it is body.

    text       the text as given (for HTML: the extracted text), offsets are Unicode code points
    body       half-open ranges of ``text`` that are body (title and furniture excluded)
    title      headline, "" when none was found
    published  date printed; None when unknown (then time expressions cannot be anchored)
    source     where it came from: a file name, an address, "stdin"
    notes      what the reader had to assume, each a sentence for the user
    licence, derived_from
               of a report kept in a case: its licence, and ids of the claims keyed by hand whose
               facts it tells again in our own words (its claims are then no new evidence)
    """

    text: str
    body: tuple[tuple[int, int], ...]
    title: str = ""
    title_span: tuple[int, int] | None = None
    publisher: str = ""
    published: date | None = None
    retrieved: str = ""
    url: str = ""
    source: str = ""
    language: str = "en"
    original_sha256: str = ""
    notes: tuple[str, ...] = ()
    licence: str = ""
    derived_from: tuple[str, ...] = ()

    @property
    def text_sha256(self) -> str:
        """Hex SHA-256 of the text."""
        return sha256_text(self.text)

    @property
    def id(self) -> str:
        """Content hash of text and publication date: the same report read twice has one id."""
        return content_id("r", self.text, str(self.published or ""))

    def slice(self, start: int, end: int) -> str:
        """The words between two code-point offsets."""
        return self.text[start:end]
