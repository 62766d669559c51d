"""reports/*.md: a report's text below a front matter of ``key: value`` lines between ``---``.

Values are taken as written; one in quotation marks or brackets is read as JSON. Everything below
the second ``---`` line is the report's text, to the last space: offsets count from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from fogline.case.checked import Faults, near
from fogline.report import Report

__all__ = ["read_report", "report_text"]

_TEXTS = ("title", "publisher", "url", "retrieved", "source", "language", "licence")
_LISTS = ("notes", "derived_from")
_KNOWN = (*_TEXTS, *_LISTS, "published", "sha256", "body", "title_span")


def read_report(text: str, file: str, faults: Faults) -> Report | None:
    """The report in a file of the case; None when its front matter cannot be made out."""
    if text.startswith("---\r\n"):
        text = text.replace("\r\n", "\n")
    if not text.startswith("---\n"):
        faults.add(
            file, 1, "the front matter is missing", "begin with ---, key: value lines, and ---"
        )
        return None
    end = text.find("\n---\n", 3)
    if end < 0:
        faults.add(file, 1, "the front matter is not closed", "end it with a line ---")
        return None
    body = text[end + 5 :]
    values: dict[str, Any] = {}
    for number, line in enumerate(text[4 : end + 1].splitlines(), start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, raw = line.partition(":")
        key, raw = key.strip(), raw.strip()
        if not colon:
            faults.add(file, number, f"not a key and a value: {line!r}", "write it as key: value")
        elif key not in _KNOWN:
            faults.add(file, number, f"unknown key {key!r}", near(key, _KNOWN))
        elif key in values:
            faults.add(file, number, f"{key!r} stands there twice", "keep one")
        else:
            values[key] = _READ[key](raw, lambda what, n=number: faults.add(file, n, *what), body)
    spans = values.get("body", ((0, len(body)),) if body else ())
    fields: dict[str, Any] = {
        **{key: values.get(key) or "" for key in ("title", "publisher", "url", "retrieved")},
        **{key: values.get(key) or () for key in _LISTS},
        "licence": values.get("licence") or "",
        "source": values.get("source", file),
        "language": values.get("language") or "en",
        "original_sha256": values.get("sha256") or "",
        "published": values.get("published"),
        "title_span": values.get("title_span"),
    }
    return Report(text=body, body=spans, **fields)


Say = Callable[[tuple[str, str]], None]


def _text(raw: str, say: Say, body: str) -> str:
    if not raw.startswith('"'):
        return raw
    try:
        value = json.loads(raw)
    except ValueError:
        value = None
    if not isinstance(value, str):
        say((f"a text that is not closed or escaped: {raw}", 'write it as "..."'))
        return ""
    return value


def _list(raw: str, say: Say, body: str) -> tuple[str, ...]:
    if not raw.startswith("["):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    value = _json(raw)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        say((f"not a list of texts: {raw}", 'write it as ["one", "two"]'))
        return ()
    return tuple(value)


def _json(raw: str) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _day(raw: str, say: Say, body: str) -> date | None:
    if not raw:
        return None
    try:
        return date.fromisoformat(raw.strip("\"'"))
    except ValueError:
        say((f"published: {raw!r} is not a date", "write it as 2025-01-31"))
        return None


def _span(value: Any, length: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(edge, int) and not isinstance(edge, bool) for edge in value)
        and 0 <= value[0] <= value[1] <= length
    )


def _spans(raw: str, say: Say, body: str) -> tuple[tuple[int, int], ...]:
    value = _json(raw)
    if isinstance(value, list) and all(_span(item, len(body)) for item in value):
        return tuple((item[0], item[1]) for item in value)
    say((f"body: {raw!r} is not a list of ranges of the text below", "write it as [[0, 120]]"))
    return ()


def _one_span(raw: str, say: Say, body: str) -> tuple[int, int] | None:
    value = _json(raw)
    if _span(value, len(body)):
        return value[0], value[1]
    say((f"title_span: {raw!r} is not a range of the text below", "write it as [0, 20]"))
    return None


_READ: dict[str, Callable[[str, Say, str], Any]] = {
    **dict.fromkeys((*_TEXTS, "sha256"), _text),
    **dict.fromkeys(_LISTS, _list),
    "published": _day,
    "body": _spans,
    "title_span": _one_span,
}


def _front(value: str) -> str:
    plain = value and value == value.strip() and value.isprintable() and value[0] not in "\"'["
    return value if plain else json.dumps(value, ensure_ascii=True)


def report_text(report: Report) -> str:
    """A report as the text of a file in reports/."""
    lines = ["---"]
    for key in ("title", "publisher", "url"):
        if getattr(report, key):
            lines.append(f"{key}: {_front(getattr(report, key))}")
    if report.published:
        lines.append(f"published: {report.published.isoformat()}")
    for key, value in (
        ("retrieved", report.retrieved), ("source", report.source),
        ("language", report.language), ("licence", report.licence),
        ("sha256", report.original_sha256),
    ):  # fmt: skip
        if value or key == "source":
            lines.append(f"{key}: {_front(value)}")
    for key in ("derived_from", "notes"):
        if getattr(report, key):
            lines.append(f"{key}: {json.dumps(list(getattr(report, key)), ensure_ascii=True)}")
    if report.body != (((0, len(report.text)),) if report.text else ()):
        lines.append(f"body: {json.dumps([list(span) for span in report.body])}")
    if report.title_span:
        lines.append(f"title_span: {json.dumps(list(report.title_span))}")
    return "\n".join([*lines, "---", report.text])
