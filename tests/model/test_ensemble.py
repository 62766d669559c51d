"""Members run side by side are the members run one by one."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import small_case, small_evidence

from fogline.model import machine as module
from fogline.model.campaign import build
from fogline.model.ensemble import BLOCK
from fogline.model.machine import Machine


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine(build(small_case(), small_evidence()))


def test_side_by_side_gives_what_one_by_one_gives_also_under_an_intervention(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = machine.prior(2 * BLOCK + 7, 3)  # a last block that is not full
    name = next(n for n in machine.control_names if n.endswith(".reinforce"))
    controls = {name: np.linspace(0.0, 40.0, machine.n_days)}
    present = machine.campaign.output(f"{name.split('.')[0]}.present")
    some = {"days": [0, machine.n_days - 1], "columns": [present, 0]}
    for chosen in ({}, some, {"n_days": 20}):
        monkeypatch.setattr(module, "MANY", len(full) + 1)
        one_by_one = machine.run(full, controls=controls, **chosen)
        monkeypatch.setattr(module, "MANY", BLOCK)
        side_by_side = machine.run(full, controls=controls, **chosen)
        alone = machine.run(full, controls=controls, threads=1, **chosen)
        assert np.array_equal(side_by_side, alone)
        np.testing.assert_allclose(side_by_side, one_by_one, rtol=1e-6, atol=1e-6)
        assert not np.allclose(side_by_side, machine.run(full, **chosen), atol=1e-3)


def test_few_draws_do_not_wait_for_the_kernels_of_many(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_ensemble", None)
    machine.run(machine.prior(BLOCK - 1, 1))
    assert machine._ensemble is None
    machine.run(machine.prior(BLOCK, 1))
    assert machine._ensemble is not None
