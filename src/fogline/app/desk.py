"""The case that lies open: its claims as they stand, the answers of its last fit, and the fit.

One desk serves all browsers of a server. Reading takes what is there; whatever takes long runs in
one background thread, and what it made is put on the desk in one go.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from fogline import flow
from fogline.flow import workbench
from fogline.ground.errors import FoglineError
from fogline.page.pages.overview import overview
from fogline.page.pages.roles import Status, View, view_of

if TYPE_CHECKING:
    from fogline.answer import Assessment, WhatIf
    from fogline.ask.question import Question
    from fogline.case import Case
    from fogline.case.case import Scenario

__all__ = ["Desk"]

Stamp = tuple[tuple[str, int, int], ...]

# What-ifs drawn before that are shown again at once. Source: Chosen by us; a day of trying.
MOST_KEPT = 100


class Desk:
    """What the pages show and the writes change. ``open`` reads the case and starts the fit."""

    def __init__(
        self, case: str, *, quick: bool = False, seed: int | None = None, ledger: Path | None = None
    ) -> None:
        self.ledger, self.seed = ledger, seed
        self.token = token_urlsafe(24)
        self._lock = threading.RLock()
        self._drawing = threading.Lock()
        self._drawn_from: Question | None = None
        self._drawn: dict[Scenario, WhatIf] = {}
        self._worker: threading.Thread | None = None
        self._status = Status()
        self._again: bool | None = None
        self.before: Assessment | None = None
        self.recovered: tuple[str, ...] = ()
        self._recovered_of = ""
        self.open(case, quick=quick)

    # What lies open

    def open(self, case: str, *, quick: bool = False) -> None:
        """Put a case on the desk, with the answers kept of it; fit it when there are none."""
        opened = flow.open_case(case)
        with self._lock:
            self.case: Case = opened
            self.quick = quick
            self.question: Question | None = None
            self.assessment = workbench.kept_answers(opened, ledger=self.ledger)
            self.before = None
            self._stamp = self._stamp_now()
            self._view: View | None = None
        preview = self.assessment.preview if self.assessment else quick
        self.refit(quick=preview)

    @property
    def folder(self) -> Path:
        """Where the case lies."""
        return Path(self.case.folder)

    @property
    def editable(self) -> bool:
        """Whether its claims may be judged: it is no bundled case."""
        return not workbench.is_bundled(self.folder)

    def view(self, author: str = "") -> View:
        """What a page shows, as of now; the case is read again when its files changed."""
        with self._lock:
            if self._stamp != (now := self._stamp_now()):
                self.case, self._stamp, self._view = flow.open_case(self.folder), now, None
            if self._view is None:
                self._view = view_of(
                    self.case, self.assessment, token=self.token, editable=self.editable
                )
            return replace(self._view, author=author, status=self.status())

    def _stamp_now(self) -> Stamp:
        names = ("case.toml", "claims.csv", "sources.csv", "datapackage.json")
        files = [self.folder / name for name in names]
        return tuple(
            (file.name, (found := file.stat()).st_mtime_ns, found.st_size)
            for file in files
            if file.exists()
        )

    def status(self) -> Status:
        """What goes on behind the pages."""
        with self._lock:
            since = 0
            if self.assessment is not None:
                fitted = self.assessment.provenance.case_hash
                since = 0 if self.case.hash == fitted else self._n_since()
            return replace(
                self._status,
                n_since=since,
                changed=self.before is not None,
                recovered=self.recovered,
            )

    def _n_since(self) -> int:
        """Claims that the fit shown knows nothing of."""
        assert self.assessment is not None
        known = {*self.assessment.provenance.claims, *(c.claim for c in self.assessment.listed)}
        return sum(claim.id not in known for claim in self.case.claims)

    # What takes long

    @property
    def busy(self) -> bool:
        """Whether a fit is under way."""
        return self._worker is not None and self._worker.is_alive()

    def refit(self, *, quick: bool = False) -> None:
        """Fit the case as it stands, in the background; asked while one runs, right after it."""
        with self._lock:
            if self.busy:
                self._again = quick
                return
            self.quick = quick
            self._status = Status(words="opening the case")
            self._worker = threading.Thread(target=self._work, name="fogline-fit", daemon=True)
            self._worker.start()

    def _tell(self, words: str, fraction: float | None) -> None:
        with self._lock:
            self._status = Status(words=words, fraction=fraction)

    def _work(self) -> None:
        while True:
            error = self._guarded(self._fit)
            with self._lock:
                self._status = Status(error=error)
                if self._again is None:
                    self._worker = None
                    return
                self.quick, self._again = self._again, None

    def _guarded(self, work: Callable[[], None]) -> str:
        """What went wrong, for a person; details of a fault of our own go to the terminal."""
        try:
            work()
        except FoglineError as error:
            return str(error)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            return (
                f"a fault of Fogline's own ({type(error).__name__}); the terminal has the details"
            )
        return ""

    def _recover(self) -> None:
        """Say what was stopped before this start, and make the ledger whole of it; once a case."""
        if self._recovered_of != str(self.folder):
            self._recovered_of = str(self.folder)
            found = tuple(workbench.recovered(self.case, ledger=self.ledger))
            with self._lock:
                self.recovered = found

    def _fit(self) -> None:
        self._recover()
        case, quick = self.case, self.quick
        question = workbench.question(case, seed=self.seed, quick=quick, progress=self._tell)
        self._tell("answering", None)
        found = workbench.answers(question, preview=quick, ledger=self.ledger)
        if found != self.assessment:
            self._tell("drawing the charts", None)
            overview(view_of(case, found))  # charts once drawn are kept
        with self._lock:
            old, self.question = self.assessment, question
            if found != old:
                self.before, self.assessment, self._view = old, found, None

    def what_if(self, wanted: Scenario) -> WhatIf | None:
        """A what-if on the open fit; None while the fit is being opened."""
        with self._lock:
            question = self.question
            if question is None:
                if not self.busy:
                    self.refit(quick=self.quick)
                return None
        with self._drawing:
            if self._drawn_from is not question:
                self._drawn_from, self._drawn = question, {}
            if wanted not in self._drawn:
                if len(self._drawn) >= MOST_KEPT:
                    self._drawn.pop(next(iter(self._drawn)))
                self._drawn[wanted] = workbench.what_if(question, wanted)
            return self._drawn[wanted]

    def wait(self, seconds: float = 600.0) -> None:
        """Return when no fit is under way."""
        worker = self._worker
        if worker is not None:
            worker.join(seconds)
