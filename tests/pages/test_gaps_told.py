"""Where gaps went, what lasted and who shares a KPI, as the pages say it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.model import PARTS
from bcr.pages.cases.course import course_headline
from bcr.pages.cases.since import course
from bcr.pages.gaps.overlap import overlap_headline
from bcr.pages.gaps.waterfall import TAKEN, parts_sentence, waterfall_chart, waterfall_title
from bcr.pages.page import Chart, Finding, Section, Table
from bcr.pages.site import site_pages
from tests.pages.portfolios import PLACE, Records, benefit, dossier, monthly
from tests.pages.test_pages import cells, every, pages

Row = dict[str, Any]
START, DUE = dt.date(2022, 4, 1), dt.date(2023, 3, 31)
WOBBLE = (0.3, -0.2, -0.4, 0.5, 0.1, -0.3, 0.2, -0.1, 0.4, -0.5, -0.2, 0.2)


def fall(**parts: float) -> Row:
    """A waterfall of four benefits that intended what its parts add up to."""
    whole = sum(parts.get(name, 0.0) for name in PARTS[:9])
    named = {name: parts.get(name, 0.0) for name in PARTS}
    return {"basis": "benefits", "class": None, "currency": None, "money_per": None,
            "benefits": 4, "intended": whole, **named}  # fmt: skip


def recorded(levels: list[float], **values: object) -> Records:
    """A benefit from 15 to 5 days with four years of months from April 2021 on."""
    series = [level + WOBBLE[month % 12] for month, level in enumerate(levels)]
    dates: Row = {"start_on": START, "due_on": DUE}
    return Records(
        benefits=[benefit("wait", kpi_id="K1", **dates | values)],
        kpis=[PLACE | {"kpi_id": "K1", "name": "Wait", "unit": "days", "better": "lower"}],
        observations=monthly("K1", series, first=dt.date(2021, 4, 1)),
    )


def said(records: Records, path: str) -> str:
    """Every word of a page."""
    from bcr.render.html import page_html

    return page_html(pages(records)[path])


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (fall(proven=4), "All of what was intended, 4 benefits, is proven"),
        (
            fall(proven=1, short=2, unknown=1),
            "25% of what was intended is proven; 50% fell short, the largest part of the rest",
        ),
        (fall(proven=1, faded=3),
         "25% of what was intended is proven; the rest, 75%, was reached and lost again"),
        (fall(not_due=4), "Nothing of what was intended is proven; the rest, 100%, is not due yet"),
    ],
)  # fmt: skip
def test_the_title_of_a_waterfall_says_what_is_proven_and_what_took_most(
    row: Row, title: str
) -> None:
    assert waterfall_title(row) == title


def test_the_title_of_money_names_the_money() -> None:
    row = fall(proven=300_000, short=700_000) | {"basis": "money", "currency": "GBP"}
    assert waterfall_title(row) == "£300k of £1m intended is proven; the rest, £700k, fell short"


@given(st.lists(st.floats(0, 9), min_size=11, max_size=11))
def test_each_bar_begins_where_the_one_above_it_ended(sizes: list[float]) -> None:
    row = fall(**dict(zip(PARTS, sizes, strict=True)))
    if row["intended"] < 1e-6:
        return
    bars = list(waterfall_chart(row).drawing.datasets["rows"])
    left = bars[0]["to"]
    taken = [name for name in TAKEN if row[name] > 1e-9 * row["intended"]]
    for mark in bars[1 : 1 + len(taken)]:
        assert mark["to"] == pytest.approx(left, rel=1e-4, abs=1e-4)
        left = mark["from"]
    assert left == pytest.approx(row["proven"], rel=1e-3, abs=1e-3)


def test_a_benefit_of_one_part_needs_no_sentence_and_one_of_two_has_both() -> None:
    assert parts_sentence(fall(proven=1) | {"benefits": 1}) == ""
    two = parts_sentence(fall(proven=0.4, short=0.6) | {"benefits": 1})
    assert two == "Of all that was intended: 60% fell short; 40% proven."


def test_scoreboard_logic_and_case_carry_a_waterfall_and_a_lone_benefit_does_not() -> None:
    records = Records(benefits=[benefit("wait", reported_actual=10.0), benefit("other")])
    site = pages(records)
    for path in ("index.html", "logics/automation.html", "cases/ferry.html"):
        kinds = [chart.drawing.kind for chart in every(site[path].blocks, Chart)]
        assert kinds.count("waterfall") == 1, path
    alone = pages(Records(benefits=[benefit("wait", reported_actual=10.0)]))
    kinds = [chart.drawing.kind for chart in every(alone["cases/ferry.html"].blocks, Chart)]
    assert "waterfall" not in kinds


def test_what_was_lost_again_says_so_with_both_years() -> None:
    html = said(recorded([15.0] * 12 + [5.0] * 18 + [14.0] * 18), "cases/ferry.html")
    assert "Reached, then lost: 100% of the movement in full was there" in html
    lost = said(recorded([15.0] * 12 + [5.0] * 18 + [14.0] * 18), "course.html")
    assert "The one benefit once reached was lost again" in lost


def test_what_is_not_yet_due_says_where_it_heads_beside_the_owners_forecast() -> None:
    levels = [15.0] * 12 + [15 - n / 6 for n in range(36)]
    html = said(recorded(levels, due_on=dt.date(2026, 3, 31), forecast=6.0), "course.html")
    assert "on the way to a later due date" in html
    assert "6 days" in html


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3.0, 4.9, "on course for it"),
        (4.0, 6.0, "it may or may not reach it"),
        (6.0, 8.0, "off course for it"),
    ],
)
def test_a_course_is_judged_by_its_interval_whichever_way_is_better(
    low: float, high: float, words: str
) -> None:
    down = {"baseline": 15.0, "target": 5.0}, {"heading_low": low, "heading_high": high}
    up = {"baseline": -15.0, "target": -5.0}, {"heading_low": -high, "heading_high": -low}
    assert (course(*down), course(*up)) == (words, words)


def test_a_false_baseline_is_listed_with_both_shares() -> None:
    site = pages(recorded([12.0] * 12 + [9.0] * 36))
    (section,) = [s for s in every(site["course.html"].blocks, Section) if s.anchor == "baselines"]
    assert section.title.startswith("1 stated baseline differs from the record by more than 10%")
    assert {"60%", "43%"} <= set(cells_of(section))


def test_a_kpi_claimed_twice_has_its_ledger_and_each_benefit_points_there() -> None:
    one = recorded([15.0] * 12 + [7.0] * 36)
    one.benefits.append(
        benefit("other", "tram", kpi_id="K1", start_on=dt.date(2022, 5, 1), due_on=DUE)
    )
    site = pages(one)
    finding = next(every(site["overlap.html"].blocks, Finding))
    assert finding.text == "1 KPI is claimed more than once"
    assert "50%" in cells(site["overlap.html"])
    assert "neither can be credited alone" in said(one, "cases/ferry.html")


def test_a_portfolio_without_records_has_pages_that_say_there_is_nothing() -> None:
    site = pages(Records(benefits=[benefit("wait")]))
    findings = {path: next(every(site[path].blocks, Finding)).text
                for path in ("course.html", "overlap.html")}  # fmt: skip
    assert findings == {
        "course.html": "No benefit is on record as reached for twelve months yet",
        "overlap.html": "No KPI is claimed more than once",
    }
    assert list(site_pages(dossier(Records())))


@pytest.mark.parametrize(
    ("reached", "faded", "words"),
    [
        (0, 0, "No benefit is on record as reached for twelve months yet"),
        (1, 0, "The one benefit once reached is still there"),
        (5, 0, "None of 5 benefits once reached was lost again"),
        (5, 1, "1 of 5 benefits once reached was lost again"),
    ],
)
def test_the_headline_of_the_course_fits_what_is_there(
    reached: int, faded: int, words: str
) -> None:
    assert course_headline(reached, faded) == words


def test_the_headline_of_the_overlap_counts_each_kpi_once() -> None:
    claimed = [{"kpi_id": "a"}, {"kpi_id": "a"}]
    wrong = {"role": "counter", "kpi_id": "b", "moved_wrong": True}
    held = {"role": "counter", "kpi_id": "c", "moved_wrong": None}
    found = overlap_headline(claimed, [wrong, wrong, held])
    assert found == "1 KPI is claimed more than once, and 1 of 2 counter-KPIs got worse"
    assert overlap_headline([], [held]) == (
        "No KPI is claimed more than once, and the one counter-KPI is not shown to have got worse"
    )


def cells_of(section: Section) -> list[str]:
    """The amounts in the tables of a section."""
    return [
        getattr(cell, "text", "")
        for table in every(section.blocks, Table)
        for row in table.rows
        for cell in row
    ]
