"""A quick guard of the simulation in tests/bench: the same regimes, fewer series."""

from __future__ import annotations

import pytest

from tests.bench.change_regimes import LENGTHS, OTHER_CHOICES, REGIMES, Regime, months
from tests.bench.change_simulation import quality

SERIES = 400
#: 6%, and twice the standard error of a share of 6% among so many.
_FALSE = 0.085
#: What the method promises, less three standard errors.
_POWER = {36: 0.58, 60: 0.74}


@pytest.mark.parametrize("regime", [*REGIMES, *OTHER_CHOICES], ids=lambda regime: regime.name)
@pytest.mark.parametrize("length", LENGTHS, ids=str)
def test_no_change_is_seldom_called_real(regime: Regime, length: tuple[int, int]) -> None:
    assert quality(regime, months(*length), SERIES).false_real <= _FALSE


@pytest.mark.parametrize("regime", REGIMES[:5], ids=lambda regime: regime.name)
@pytest.mark.parametrize("length", LENGTHS, ids=str)
def test_a_change_of_two_sd_is_mostly_found(regime: Regime, length: tuple[int, int]) -> None:
    found = quality(regime, months(*length), SERIES)
    assert found.power >= _POWER[sum(length)]
    assert 0.84 <= found.coverage <= 0.96
