"""Turns a file, page or feed entry into a Report: text with stable offsets, publisher, dates.

No meaning is read here: that is the claims room's work.
"""

from fogline.report.reading import (
    MAX_BYTES,
    bytes_of_source,
    iter_reports,
    parts_of,
    read_one,
    read_report,
    report_files,
    reports_of_file,
)
from fogline.report.report import Report

__all__ = [
    "MAX_BYTES",
    "Report",
    "bytes_of_source",
    "iter_reports",
    "parts_of",
    "read_one",
    "read_report",
    "report_files",
    "reports_of_file",
]
