"""One reader a file format; which one is told by the content, never by the suffix alone."""

from fogline.report.formats.feed import read_feed
from fogline.report.formats.kinds import Format, Given, format_of
from fogline.report.formats.page import read_page
from fogline.report.formats.pasted import read_pasted
from fogline.report.formats.portable_document import read_portable_document
from fogline.report.formats.web_archive import read_web_archive

__all__ = [
    "FORMATS",
    "Format",
    "Given",
    "format_of",
    "read_feed",
    "read_page",
    "read_pasted",
    "read_portable_document",
    "read_web_archive",
]

FORMATS = {
    "text": read_pasted,
    "html": read_page,
    "pdf": read_portable_document,
    "warc": read_web_archive,
    "feed": read_feed,
}
