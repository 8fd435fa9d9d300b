"""Pages say what the figures say, for ordinary, empty, tiny and awkward portfolios."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import pytest

from bcr.figures.change.simulated import simulated_quality
from bcr.figures.logics.simulated import simulated_league
from bcr.pages.page import Chart, Columns, Finding, Folded, Notice, Page, Paragraph, Section, Table
from bcr.pages.site import site_pages
from bcr.portfolio import Portfolio
from bcr.render.inline import plain
from tests.pages.portfolios import AS_OF, PLACE, Records, benefit, dossier, monthly, realistic

if TYPE_CHECKING:
    from collections.abc import Iterator

FORBIDDEN = ("caused", "because of", "thanks to", "led to", "None,", "nan%", "inf")


def pages(records: Records, *, illustrative: bool = False) -> dict[str, Page]:
    portfolio = Portfolio(title="Test", illustrative=illustrative)
    return {page.path: page for page in site_pages(dossier(records, portfolio=portfolio))}


def every(blocks: object, kind: type) -> Iterator[Any]:
    """All blocks of a kind, wherever they stand."""
    for block in blocks if isinstance(blocks, tuple) else ():
        if isinstance(block, kind):
            yield block
        if isinstance(block, Section | Columns | Folded):
            yield from every(block.blocks, kind)


def finding(page: Page) -> str:
    return f"{next(every(page.blocks, Finding)).text}. {next(every(page.blocks, Finding)).detail}"


def cells(page: Page) -> list[str]:
    tables = [*every(page.blocks, Table), *(chart.table for chart in every(page.blocks, Chart))]
    return [plain(cell) for table in tables for row in table.rows for cell in row]


def test_an_empty_portfolio_gives_sensible_pages_without_a_chart() -> None:
    site = pages(Records())

    assert "No intended benefits" in finding(site["index.html"])
    assert not [chart for page in site.values() for chart in every(page.blocks, Chart)]
    assert all(list(every(site[path].blocks, Notice)) for path in ("cases.html", "sources.html"))


def test_a_case_without_benefits_has_a_page_that_says_so() -> None:
    site = pages(Records(cases=[PLACE | {"case_id": "lone", "title": "Lone"}]))

    assert "No intended benefit" in finding(site["cases/lone.html"])


def test_one_benefit_is_judged_and_its_logic_is_not() -> None:
    site = pages(Records(benefits=[benefit("wait", reported_actual=10.0)]))

    assert finding(site["index.html"]).startswith("The one intended benefit has not")
    assert "too few cases to say" in finding(site["logics.html"])
    assert "50%" in cells(site["index.html"])


def test_what_was_never_measured_has_no_number_anywhere() -> None:
    site = pages(Records(benefits=[benefit("wait")]))

    assert "is not known" in finding(site["index.html"])
    assert "0%" not in cells(site["cases/ferry.html"])
    assert list(every(site["cases/ferry.html"].blocks, Notice))


def test_expected_harm_is_not_counted_among_what_was_reached() -> None:
    harm = benefit("harm", reported_actual=5.0, **{"class": "disbenefit"})
    site = pages(Records(benefits=[harm, benefit("wait", reported_actual=10.0)]))

    assert finding(site["index.html"]).startswith("The one intended benefit has not")
    sections = every(site["cases/ferry.html"].blocks, Section)
    badges = [section.badge.text for section in sections if section.badge]
    assert badges == ["Harm as expected, or more", "Fell short"]


def test_the_unmeasured_are_shown_beside_the_measured() -> None:
    measured, not_ = benefit("wait", reported_actual=4.0), benefit("other")
    site = pages(Records(benefits=[measured, not_]))

    chart = next(every(site["index.html"].blocks, Chart))
    assert [row["benefits"] for row in chart.drawing.datasets["rows"]] == [1, 1]
    assert "never measured" in chart.alternative


def test_money_of_different_classes_is_never_added() -> None:
    cash = benefit("a", reported_actual=5.0, money_per_year=100.0, currency="GBP")
    avoided = benefit("b", reported_actual=5.0, money_per_year=900.0, currency="GBP")
    site = pages(Records(benefits=[cash, avoided | {"class": "cost_avoidance"}]))

    assert not [cell for cell in cells(site["index.html"]) if cell in {"£1,000", "£1k"}]


def test_currencies_have_a_chart_each() -> None:
    ours = benefit("a", reported_actual=5.0, money_per_year=100.0, currency="GBP")
    theirs = benefit("b", reported_actual=5.0, money_per_year=900.0, currency="NOK")
    site = pages(Records(benefits=[ours, theirs]))

    kinds = [chart.drawing.kind for chart in every(site["index.html"].blocks, Chart)]
    assert kinds.count("money") == 2


def test_a_measured_benefit_is_drawn_with_its_record_and_its_promise() -> None:
    record = monthly("K1", [15.0] * 24 + [9.0] * 24, first=dt.date(2021, 4, 1))
    kpi = PLACE | {"kpi_id": "K1", "name": "Wait", "unit": "days"}
    wait = benefit("wait", kpi_id="K1", due_on=dt.date(2024, 3, 31))
    site = pages(Records(benefits=[wait], kpis=[kpi], observations=record))

    chart = next(every(site["cases/ferry.html"].blocks, Chart))
    assert len(chart.drawing.datasets["rows"]) == 48
    kinds = {mark["kind"] for mark in chart.drawing.datasets["levels"]}
    assert {"baseline", "target", "actual"} <= kinds
    assert "60%" in chart.title


def test_a_tested_benefit_is_drawn_beside_what_was_expected_without_it() -> None:
    wave = [15 + math.sin(month) for month in range(24)]
    record = monthly("K1", [*wave, *(x - 6 for x in wave)], first=dt.date(2021, 4, 1))
    wait = benefit("wait", kpi_id="K1")
    ferry = PLACE | {"case_id": "ferry", "title": "Ferry", "go_live_on": dt.date(2023, 1, 1)}
    site = pages(
        Records(
            cases=[ferry],
            benefits=[wait],
            kpis=[PLACE | {"kpi_id": "K1"}],
            observations=record,
        )
    )

    chart = next(every(site["cases/ferry.html"].blocks, Chart))
    drawn = chart.drawing.datasets
    assert [mark["on"] for mark in drawn["without"]] == [mark["on"] for mark in drawn["rows"]][24:]
    assert all(mark["low"] < mark["expected"] < mark["high"] for mark in drawn["without"])
    assert drawn["transition"] == [{"from": "2023-01-01", "to": "2023-04-01"}]
    assert {"without", "transition"} <= {item.swatch for item in chart.key}
    assert len(chart.table.columns) == 5


def test_a_summed_kpi_is_expected_on_the_scale_of_its_baseline_too() -> None:
    record = monthly("K1", [100.0 + month % 2 for month in range(48)], first=dt.date(2021, 4, 1))
    yearly = benefit("calls", kpi_id="K1", baseline=1200.0, target=600.0, unit="calls")
    kpi = PLACE | {"kpi_id": "K1", "aggregation": "sum"}
    site = pages(Records(benefits=[yearly], kpis=[kpi], observations=record))

    chart = next(every(site["cases/ferry.html"].blocks, Chart))
    expected = [mark["expected"] for mark in chart.drawing.datasets["without"]]
    assert len(expected) == 24
    assert expected == pytest.approx([1206.0] * 24, rel=0.01)


def test_a_summed_kpi_is_drawn_on_the_scale_of_its_baseline() -> None:
    record = monthly("K1", [100.0] * 48, first=dt.date(2021, 4, 1))
    kpi = PLACE | {"kpi_id": "K1", "aggregation": "sum"}
    yearly = benefit("calls", kpi_id="K1", baseline=1200.0, target=600.0, unit="calls")
    site = pages(Records(benefits=[yearly], kpis=[kpi], observations=record))

    chart = next(every(site["cases/ferry.html"].blocks, Chart))
    assert {row["value"] for row in chart.drawing.datasets["rows"]} == {1200.0}
    assert "total of 12 periods" in chart.subtitle


def test_nothing_after_the_as_of_date_is_drawn() -> None:
    record = monthly("K1", [15.0] * 60, first=dt.date(2021, 4, 1))
    kpi = PLACE | {"kpi_id": "K1"}
    site = pages(Records(benefits=[benefit("wait", kpi_id="K1")], kpis=[kpi], observations=record))

    chart = next(every(site["cases/ferry.html"].blocks, Chart))
    assert max(row["on"] for row in chart.drawing.datasets["rows"]) == AS_OF.isoformat()


def test_a_figure_names_the_cell_it_was_read_from() -> None:
    site = pages(Records(benefits=[benefit("wait", reported_actual=10.0)]))

    assert "Benefits!H12 in cases/register.xlsx" in cells(site["cases/ferry.html"])


def test_a_promise_to_keep_a_level_is_not_called_movement() -> None:
    keep = benefit("sla", baseline=95.0, target=95.0, tolerance=1.0, reported_actual=94.5, unit="%")
    site = pages(Records(benefits=[keep | {"better": "maintain"}]))

    (section,) = (s for s in every(site["cases/ferry.html"].blocks, Section) if s.badge)
    assert "Was to stay at 95%; is at 94.5%" in plain(section.blocks[0].words)


def test_reasons_of_the_figures_stand_as_sentences_with_dates_in_full() -> None:
    later = benefit("later", start_on=dt.date(2026, 4, 1), due_on=dt.date(2027, 4, 1))
    site = pages(Records(benefits=[later]))

    (section,) = (s for s in every(site["cases/ferry.html"].blocks, Section) if s.badge)
    assert plain(section.blocks[0].words) == "Not due yet. Starts on 1 April 2026."


def test_a_title_speaks_of_all_logics_even_of_those_not_drawn() -> None:
    records = Records(
        benefits=[
            benefit(f"{logic}-{case}", f"C{case}", logic=f"logic {logic}", reported_actual=actual)
            for logic in range(40)
            for case, actual in enumerate((4.0, 4.5))
        ]
    )
    page = pages(records)["logics.html"]

    charts = list(every(page.blocks, Chart))
    titles = [chart.title for chart in charts]
    assert "In 40 of 40 logics most benefits are known to have reached plan" in titles
    assert len(charts[0].drawing.datasets["rows"]) == 30
    assert charts[0].note == "10 more logics are in the table below and not drawn."


def test_a_case_of_many_benefits_is_spread_over_pages_that_anchors_follow() -> None:
    records = Records(benefits=[benefit(f"b{n}") for n in range(60)])
    made = dossier(records)
    site = {page.path: page for page in site_pages(made)}

    assert {"cases/ferry.html", "cases/ferry.2.html", "cases/ferry.5.html"} <= set(site)
    page, _, anchor = made.benefit_links["b59"].partition("#")
    assert anchor in {section.anchor for section in every(site[page].blocks, Section)}


def test_problems_left_out_are_counted_and_the_command_that_lists_them_is_named() -> None:
    problem = {
        "source_id": PLACE["source_id"],
        "path": "cases/register.xlsx",
        "sheet": "Benefits",
        "cell": "H12",
        "found": "approx. 2m",
        "message": "A target must be a number.",
        "rule": "target-not-a-number",
        "severity": "error",
    }
    site = pages(Records(problems=[problem] * 200))

    (*_, section) = every(site["problems.html"].blocks, Section)
    (table,) = section.blocks
    assert plain(table.note) == (
        "140 more are not listed here; all of them: bcr check cases/register.xlsx"
    )


def test_the_methods_page_says_how_often_the_change_model_is_wrong() -> None:
    page = pages(Records())["methods.html"]
    run = simulated_quality()
    tables = [table for table in every(page.blocks, Table) if "the model is wrong" in table.caption]
    assert [len(table.rows) for table in tables] == [12]
    assert {row[2].split("%")[0] for row in tables[0].rows} == {
        f"{100 * regime.false_real.mean:.1f}" for regime in run.regimes
    }
    said = " ".join(plain(block.words) for block in every(page.blocks, Paragraph))
    assert all(str(seed) in said for seed in run.seeds)


def test_the_methods_page_says_how_often_the_league_table_is_wrong() -> None:
    page = pages(Records())["methods.html"]
    run = simulated_league()
    tables = {table.caption: table for table in every(page.blocks, Table)}
    rows = tables["How often the league table is wrong"].rows
    assert [row[3] for row in rows] == [f"{row.held:.1%}" for row in run.leagues]
    assert len(tables["What the bounds hold when failures go unmeasured"].rows) == len(run.bounds)
    said = " ".join(plain(block.words) for block in every(page.blocks, Paragraph))
    assert str(run.seed) in said


def test_the_terms_stand_on_every_page_and_the_warning_where_figures_are_made_up() -> None:
    for page in pages(realistic(), illustrative=True).values():
        assert "As of 31 March 2025" in page.frame.footer
        assert "Promises as approved" in page.frame.footer
        assert page.frame.warning.startswith("Illustrative")
    assert not pages(Records())["index.html"].frame.warning


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_page_claims_a_cause_or_shows_a_missing_value(word: str) -> None:
    for page in pages(realistic()).values():
        said = [finding(page), *cells(page)] if page.path != "methods.html" else [finding(page)]
        said += [chart.title for chart in every(page.blocks, Chart)]
        assert not [text for text in said if word in text]


def test_every_chart_has_a_title_an_alternative_and_its_rows() -> None:
    for page in pages(realistic()).values():
        for chart in every(page.blocks, Chart):
            assert chart.title
            assert len(chart.alternative) > 20
            assert chart.table.rows
