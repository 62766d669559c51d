"""How the tables are made, as migrations: each one, and the record of it, in one transaction.

Rows are only ever added: triggers refuse updates and deletions, whoever asks. Every migration has a
form for SQLite and one for PostgreSQL; both number the same versions.
"""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "MIGRATIONS"]

APPLICATION_ID = 0x464F474C  # "FOGL": tells a ledger from any other SQLite file

_TABLES = """
CREATE TABLE migrations (
    version INTEGER PRIMARY KEY, what TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE TABLE reports (
    seq {number}, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT, url TEXT NOT NULL, source TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, record TEXT NOT NULL, added_at TEXT NOT NULL
);
CREATE TABLE claims (
    seq {number}, id TEXT NOT NULL, digest TEXT NOT NULL,
    report TEXT NOT NULL, subject TEXT NOT NULL, measure TEXT NOT NULL, origin TEXT NOT NULL,
    status TEXT NOT NULL, printed_on TEXT, words TEXT NOT NULL, record TEXT NOT NULL,
    added_at TEXT NOT NULL, UNIQUE (id, digest)
);
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_measure ON claims (measure);
CREATE TABLE judgements (
    seq {number}, claim TEXT NOT NULL, verdict TEXT NOT NULL,
    author TEXT NOT NULL, reason TEXT NOT NULL, other TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE INDEX judgements_by_claim ON judgements (claim);
CREATE TABLE runs (
    seq {number}, case_id TEXT NOT NULL, case_hash TEXT NOT NULL,
    folder TEXT NOT NULL, seed {wide} NOT NULL, passed INTEGER NOT NULL, summary TEXT NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX runs_by_case ON runs (case_id);
CREATE TABLE artefacts (
    seq {number}, run {wide} NOT NULL REFERENCES runs (seq),
    name TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes {wide} NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX artefacts_by_run ON artefacts (run)
"""

# Of tasks: what was done is not done again (fogline.tasks).
_RESULTS = """
CREATE TABLE results (
    seq {number}, batch TEXT NOT NULL, key TEXT NOT NULL,
    value TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE (batch, key)
)
"""

# What is being done, so that the next start can say what was stopped.
_WORKS = """
CREATE TABLE works (
    seq {number}, work {wide} NOT NULL, verb TEXT NOT NULL,
    process INTEGER NOT NULL, host TEXT NOT NULL, paths TEXT NOT NULL, state TEXT NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX works_by_work ON works (work)
"""

# Lists in the order of seq, whatever is asked for (SQLite's indexes end in seq by themselves).
_ORDERS = """
DROP INDEX claims_by_report;
DROP INDEX claims_by_measure;
DROP INDEX judgements_by_claim;
CREATE INDEX claims_by_report ON claims (report, seq);
CREATE INDEX claims_by_subject ON claims (subject, seq);
CREATE INDEX claims_by_measure ON claims (measure, seq);
CREATE INDEX claims_by_origin ON claims (origin, seq);
CREATE INDEX claims_by_status ON claims (status, seq);
CREATE INDEX judgements_by_claim ON judgements (claim, seq);
CREATE INDEX judgements_by_verdict ON judgements (verdict, claim);
CREATE INDEX reports_by_publisher ON reports (publisher, seq);
CREATE INDEX reports_by_published ON reports (published, seq)
"""

# Full text. The index of a report's words keeps no second copy of its text.
# A NUL in a text would end it there.
_TEXT = """CASE json_valid(replace({record}, '\\u0000', ' ')) WHEN 1
    THEN json_extract(replace({record}, '\\u0000', ' '), '$.text') ELSE '' END"""
_SQLITE_WORDS = (
    """CREATE VIRTUAL TABLE claim_words USING fts5(words, subject, measure, origin,
    content='claims', content_rowid='seq', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER claims_words AFTER INSERT ON claims BEGIN
    INSERT INTO claim_words (rowid, words, subject, measure, origin)
    VALUES (new.seq, new.words, new.subject, new.measure, new.origin); END""",
    "INSERT INTO claim_words (claim_words) VALUES ('rebuild')",
    """CREATE VIRTUAL TABLE report_words USING fts5(title, publisher, text,
    content='', tokenize='unicode61 remove_diacritics 0')""",
    f"""CREATE TRIGGER reports_words AFTER INSERT ON reports BEGIN
    INSERT INTO report_words (rowid, title, publisher, text)
    VALUES (new.seq, new.title, new.publisher, {_TEXT.format(record="new.record")}); END""",
    f"""INSERT INTO report_words (rowid, title, publisher, text)
    SELECT seq, title, publisher, {_TEXT.format(record="record")} FROM reports""",
)

# A vector of words holds at most 1 MiB: of a report, the first quarter million characters.
_POSTGRES_WORDS = (
    """CREATE FUNCTION fogline_words(words text) RETURNS tsvector IMMUTABLE LANGUAGE sql AS $$
    SELECT to_tsvector('simple', translate(words,
        '.,;:!?()[]{}<>/\\|-_''"`~@#$%^&*+=\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb',
        repeat(' ', 41))) $$""",
    """CREATE FUNCTION fogline_text(record text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
    BEGIN RETURN regexp_replace(record, '\\\\u(0000|d[89a-f]..)', ' ', 'g')::json ->> 'text';
    EXCEPTION WHEN others THEN RETURN ''; END $$""",
    """ALTER TABLE claims ADD COLUMN search tsvector GENERATED ALWAYS AS (
    fogline_words(words || ' ' || subject || ' ' || measure || ' ' || origin)) STORED""",
    """ALTER TABLE reports ADD COLUMN search tsvector GENERATED ALWAYS AS (
    fogline_words(left(title || ' ' || publisher || ' ' || fogline_text(record), 250000))
    ) STORED""",
    "CREATE INDEX claims_by_words ON claims USING gin (search)",
    "CREATE INDEX reports_by_words ON reports USING gin (search)",
)


def _sqlite_append_only(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"
        for event in ("UPDATE", "DELETE")
    )


_POSTGRES_REFUSAL = """CREATE FUNCTION fogline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are only ever added to', TG_TABLE_NAME; END $$"""


def _postgres_append_only(table: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION fogline_refuse()",
    )


_KINDS = {
    "sqlite": {"number": "INTEGER PRIMARY KEY AUTOINCREMENT", "wide": "INTEGER"},
    "postgresql": {
        "number": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "wide": "BIGINT",
    },
}  # fmt: skip
_FIRST = ("reports", "claims", "judgements", "runs", "artefacts")
_APPEND_ONLY = {"sqlite": _sqlite_append_only, "postgresql": _postgres_append_only}


def _made(dialect: str, tables: str, *append_only: str) -> tuple[str, ...]:
    statements = [part.strip() for part in tables.format(**_KINDS[dialect]).split(";")]
    guards = [guard for table in append_only for guard in _APPEND_ONLY[dialect](table)]
    return (*statements, *guards)


def _migrations(dialect: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    is_sqlite = dialect == "sqlite"
    first = _made(dialect, _TABLES, *_FIRST)
    words = _SQLITE_WORDS if is_sqlite else _POSTGRES_WORDS
    return (
        (
            "reports, claims, judgements, runs, artefacts",
            first if is_sqlite else (_POSTGRES_REFUSAL, *first),
        ),
        ("results of tasks", _made(dialect, _RESULTS, "results")),
        (
            "full text, orders, work in hand",
            (*_made(dialect, _WORKS, "works"), *_made(dialect, _ORDERS), *words),
        ),
    )


MIGRATIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    dialect: _migrations(dialect) for dialect in _KINDS
}
"""What each version brought, and its statements; version n is the n-th entry, from 1."""
