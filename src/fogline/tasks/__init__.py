"""Runs many independent tasks here, on threads, on processes or on a Dask cluster.

The same tasks everywhere; each result is kept exactly once; what was done is not done again.
"""

from fogline.tasks.kept import Keeper, run_kept
from fogline.tasks.places import PLACES, check_place, is_elsewhere, open_place
from fogline.tasks.run import Pack, Tell, run
from fogline.tasks.task import Failure, Outcome, Task

__all__ = [
    "PLACES",
    "Failure",
    "Keeper",
    "Outcome",
    "Pack",
    "Task",
    "Tell",
    "check_place",
    "is_elsewhere",
    "open_place",
    "run",
    "run_kept",
]
