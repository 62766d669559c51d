"""What a place where tasks run must offer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, ClassVar, Self

__all__ = ["AbstractPlace"]


class AbstractPlace(ABC):
    """Workers that take tasks; used in a ``with`` block, which lets them go."""

    breaks_as_one: ClassVar[bool] = False
    """Whether one worker's death loses what all others were doing."""

    window: int
    """Tasks handed out at once: enough that no worker waits, few enough to hold in memory."""

    @abstractmethod
    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a call; its future finishes with the result, or is lost."""

    @abstractmethod
    def close(self) -> None:
        """Stop what has not begun and let the workers go."""

    def is_lost(self, future: Future[Any]) -> bool:
        """Whether a finished future's worker died, so that the call may be tried again."""
        return False

    def renew(self) -> None:  # noqa: B027  (most places have nothing to mend)
        """Mend the place after a loss."""

    def watch(self) -> None:  # noqa: B027
        """Called while waiting; raises TasksError when the place is gone for good."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
