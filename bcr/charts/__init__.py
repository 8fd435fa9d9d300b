"""Charts: a frame in, a drawing out. One theme, one template a kind, no connection, no path."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bcr.charts.contrasts import CONTRASTS, contrasts_template
from bcr.charts.counts import COUNTS, STACKS, counts_template, stacks_template
from bcr.charts.funnel import FUNNEL, funnel_template
from bcr.charts.ladder import LADDER, ladder_template
from bcr.charts.money import MONEY, money_template
from bcr.charts.movement import MOVEMENT, movement_template
from bcr.charts.pairs import PAIRS, SLIPS, pairs_template, slips_template
from bcr.charts.record import RECORD, record_template
from bcr.charts.shares import SHARES, shares_template
from bcr.charts.steps import STEPS, steps_template
from bcr.charts.waterfall import WATERFALL, waterfall_template
from bcr.locales import in_force, written_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from bcr.charts.drawing import Drawing, Spec

TEMPLATES: dict[str, Callable[[], Spec]] = {
    COUNTS: counts_template,
    STACKS: stacks_template,
    SHARES: shares_template,
    MONEY: money_template,
    MOVEMENT: movement_template,
    RECORD: record_template,
    CONTRASTS: contrasts_template,
    FUNNEL: funnel_template,
    LADDER: ladder_template,
    PAIRS: pairs_template,
    SLIPS: slips_template,
    WATERFALL: waterfall_template,
    STEPS: steps_template,
}


def template(kind: str) -> Spec:
    """The specification of a kind of chart over empty data, with the signs of the locale in force.

    Compiled once for each locale; not to be changed.
    """
    return _template(kind, in_force())


@cache
def _template(kind: str, locale: str) -> Spec:
    with written_as(locale):
        return TEMPLATES[kind]()


def standalone(drawing: Drawing, *, width: int = 720) -> Spec:
    """A whole Vega-Lite specification with its data, for a picture of fixed width."""
    return {**template(drawing.kind), **drawing.filling(), "width": width}
