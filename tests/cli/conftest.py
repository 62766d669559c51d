"""A flow put in the place of the real one, so that the command line is tested alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import fogline

Story = Callable[..., ModuleType]


@pytest.fixture(autouse=True)
def own_cache_in_every_test(own_cache: Path) -> None:
    """Details of faults go to a folder of the test."""


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    """Puts a flow with the given verbs in the place of the real one."""

    def tell(**verbs: Any) -> ModuleType:
        flow = ModuleType("fogline.flow")
        for name, verb in verbs.items():
            setattr(flow, name, verb)
        monkeypatch.setitem(sys.modules, "fogline.flow", flow)
        monkeypatch.setattr(fogline, "flow", flow, raising=False)
        return flow

    return tell
