"""What the drawings hold, and that their templates can draw it."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.charts import TEMPLATES, standalone, template, theme
from bcr.charts.contrasts import contrasts
from bcr.charts.counts import counts, stacks
from bcr.charts.drawing import Drawing, spread
from bcr.charts.funnel import funnel
from bcr.charts.ladder import ladder
from bcr.charts.money import money
from bcr.charts.movement import movement
from bcr.charts.pairs import pairs, slips
from bcr.charts.record import HEIGHT, LINE, Level, Moment, record
from bcr.charts.shares import CEILING, FLOOR, shares
from bcr.charts.steps import steps
from bcr.charts.waterfall import PAINTED_AS, waterfall
from bcr.model import PARTS, Status

DAY = dt.date(2024, 3, 31)


def drawings() -> dict[str, Drawing]:
    """One small drawing of each kind."""
    levels = pl.DataFrame(
        {"label": ["Planned"], "kind": ["planned"], "baseline": [15.0], "level": [5.0]}
    )
    sums = {
        "label": ["Cash"],
        "note": [""],
        "intended": [2e6],
        "compared": [1e6],
        "realised": [9e5],
    }
    return {
        "counts": counts(pl.DataFrame({"status": ["short"], "label": ["Short"], "benefits": [3]})),
        "stacks": stacks(
            pl.DataFrame(
                {"group": ["a", "a"], "label": ["A", "A"], "status": ["short", "not_due"]}
            ).with_columns(benefits=pl.Series([3, 2]))
        ),
        "shares": shares(pl.DataFrame({"label": ["A"], "note": [""], "share": [0.4]})),
        "money": money(pl.DataFrame(sums)),
        "contrasts": contrasts(
            pl.DataFrame(
                {
                    "label": ["A"],
                    "note": [""],
                    "share_with": [0.9],
                    "share_without": [0.1],
                    "shown": [True],
                }
            )
        ),
        "steps": steps(
            pl.DataFrame(
                {
                    "label": ["A", "A"],
                    "note": ["", ""],
                    "link": ["Lead", "Money"],
                    "held": [2, 0],
                    "known": [2, 0],
                }
            ),
            ["Lead", "End", "Money"],
        ),
        "funnel": funnel(limits_of(cases=[2, 8], shares_=[0.4, 0.9])),
        "movement": movement(levels),
        "ladder": ladder(pl.DataFrame({"label": ["Claimed"], "note": [""], "money": [2e6]})),
        "pairs": pairs(
            pl.DataFrame({"label": ["A"], "note": [""], "approved": [2e6], "now": [-1e5]})
        ),
        "slips": slips(
            pl.DataFrame(
                {"label": ["A"], "note": [""], "approved": [DAY], "now": [dt.date(2025, 3, 31)]}
            )
        ),
        "waterfall": waterfall(
            pl.DataFrame(
                {
                    "part": ["intended", "short", "proven"],
                    "label": ["Intended", "Short", "Proven"],
                    "start": [0.0, 1.0, 0.0],
                    "end": [2.0, 2.0, 1.0],
                }
            )
        ),
        "record": record(
            pl.DataFrame({"on": [DAY], "value": [12.0]}),
            plan=[(DAY, 15.0)],
            levels=[Level("baseline", "Baseline 15", 15.0, DAY, DAY)],
            moments=[Moment("Start", DAY)],
            without=pl.DataFrame({"on": [DAY], "expected": [14.0], "low": [11.0], "high": [16.0]}),
            transition=(DAY, DAY),
        ),
    }


def limits_of(*, cases: list[int], shares_: list[float]) -> pl.DataFrame:
    """Rows of Funnel about 0.5, a standard error of 0.2 ÷ √cases."""
    reach = [0.2 / math.sqrt(n) for n in cases]
    return pl.DataFrame(
        {
            "name": [f"L{n}" for n in cases],
            "scored_cases": cases,
            "realised_share": shares_,
            "centre": 0.5,
            **{f"low_{name}": [0.5 - z * r for r in reach] for name, z in LIMITS.items()},
            **{f"high_{name}": [0.5 + z * r for r in reach] for name, z in LIMITS.items()},
            "outside": ["no", "99.8%"],
        }
    )


LIMITS = {"95": 1.96, "998": 3.09}


def datasets_named(spec: object) -> set[str]:
    """The names of data that a specification asks for, at any depth."""
    if isinstance(spec, list):
        return set().union(*map(datasets_named, spec))
    if not isinstance(spec, dict):
        return set()
    own = {spec["data"]["name"]} if isinstance(spec.get("data"), dict) else set()
    return own.union(*map(datasets_named, spec.values()))


@pytest.mark.parametrize("kind", sorted(TEMPLATES))
def test_a_template_asks_for_exactly_the_data_its_drawing_brings(kind: str) -> None:
    drawing = drawings()[kind]

    assert drawing.kind == kind
    assert datasets_named(template(kind)) == set(drawing.datasets)


@pytest.mark.parametrize("kind", sorted(TEMPLATES))
def test_a_drawing_becomes_a_picture_without_a_browser(kind: str) -> None:
    import vl_convert

    picture = vl_convert.vegalite_to_svg(standalone(drawings()[kind]))

    assert picture.startswith("<svg")


@pytest.mark.parametrize("kind", sorted(TEMPLATES))
def test_a_template_reads_fields_of_fixed_names_and_no_address(kind: str) -> None:
    text = json.dumps({key: part for key, part in template(kind).items() if key != "$schema"})

    assert "://" not in text
    assert '"href"' not in text


def test_what_is_not_known_is_hollow_and_never_between_good_and_bad() -> None:
    for status in (Status.NOT_MEASURED, Status.NOT_SCORABLE):
        paint = theme.STATUS_PAINT[status]
        assert (paint.fill, paint.line) in {("#FFFFFF", "dashed"), ("#FFFFFF", "dotted")}


def test_every_part_of_a_waterfall_has_its_paint() -> None:
    assert set(PAINTED_AS) == {"intended", *PARTS}


def test_a_stack_is_as_long_as_the_benefits_of_its_group() -> None:
    rows = drawings()["stacks"].datasets["rows"]

    assert [(row["from"], row["to"]) for row in rows] == [(0, 3), (3, 5)]


def test_an_interval_beyond_the_drawn_range_gets_an_arrow_and_an_end() -> None:
    wide = pl.DataFrame(
        {"label": ["A"], "note": [""], "share": [0.5], "low": [-7.0], "high": [8.0]}
    )

    (row,) = shares(wide).datasets["rows"]

    assert (row["low"], row["high"]) == (FLOOR, CEILING)
    assert (row["under"], row["over"]) == (FLOOR, CEILING)


def test_a_share_that_is_not_known_is_left_out_and_not_drawn_at_nought() -> None:
    unknown = pl.DataFrame(
        {"label": ["A"], "note": [""], "share": pl.Series([None], dtype=pl.Float64)}
    )

    (row,) = shares(unknown).datasets["rows"]

    assert "share" not in row


def test_a_money_gap_that_is_a_loss_has_the_colour_of_a_loss() -> None:
    lost = {
        "label": ["Cash"],
        "note": [""],
        "intended": [2e6],
        "compared": [2e6],
        "realised": [-1e5],
    }

    (row,) = money(pl.DataFrame(lost)).datasets["rows"]

    assert row["tone"] == theme.DARK_PINK


def test_a_movement_without_a_baseline_is_a_point_without_a_bar() -> None:
    levels = pl.DataFrame(
        {"label": ["Reported"], "kind": ["actual"], "level": [5.0]},
    ).with_columns(baseline=pl.lit(None, pl.Float64))

    (row,) = movement(levels).datasets["rows"]

    assert "baseline" not in row


def test_labels_of_equal_levels_stand_apart_and_within_the_plot() -> None:
    same = [Level("baseline", f"L{n}", 10.0, DAY, DAY) for n in range(4)]

    drawing = record(pl.DataFrame({"on": [DAY], "value": [10.0]}), plan=[], levels=same, moments=[])

    low, high = (mark["value"] for mark in drawing.datasets["extent"])
    places = sorted(mark["at"] for mark in drawing.datasets["levels"])
    unit = (high - low) / HEIGHT
    assert low <= places[0]
    assert places[-1] <= high
    assert all(b - a >= LINE * unit * 0.999 for a, b in itertools.pairwise(places))


def test_a_record_of_one_level_still_has_a_height() -> None:
    drawing = record(pl.DataFrame({"on": [DAY], "value": [0.0]}), plan=[], levels=[], moments=[])

    low, high = (mark["value"] for mark in drawing.datasets["extent"])
    assert low < high


@given(
    st.lists(st.floats(0, 100), max_size=5),
)
def test_spread_places_keep_their_distance(wanted: list[float]) -> None:
    places = sorted(spread(wanted, gap=10.0, low=0.0, high=100.0))

    assert all(b - a >= 10.0 - 1e-6 for a, b in itertools.pairwise(places))
    assert all(-1e-6 <= place <= 100.0 + 1e-6 for place in places)


def test_the_limits_of_a_funnel_narrow_with_the_root_of_the_cases() -> None:
    limits = drawings()["funnel"].datasets["limits"]

    assert limits[0]["cases"] < 2
    assert limits[-1]["cases"] > 8
    for mark in limits:
        reach = 1.96 * 0.2 / math.sqrt(mark["cases"])
        assert mark["high_95"] == pytest.approx(0.5 + reach, abs=1e-4)


def test_a_logic_outside_the_limits_has_another_colour() -> None:
    inside, outside = drawings()["funnel"].datasets["points"]

    assert inside["tone"] != outside["tone"]


def test_a_comparison_that_shows_nothing_is_grey() -> None:
    same = {"label": ["A"], "note": [""], "share_with": [0.5], "share_without": [0.4],
            "shown": [False]}  # fmt: skip

    (row,) = contrasts(pl.DataFrame(same)).datasets["rows"]

    assert row["tone"] == theme.QUIET


def test_a_link_nobody_measured_is_hollow_and_never_broken() -> None:
    held, unknown = drawings()["steps"].datasets["links"]

    assert (held["fill"], held["said"]) == (theme.DARK_BLUE, "2 of 2")
    assert (unknown["fill"], unknown["said"]) == (theme.HOLLOW, "?")
