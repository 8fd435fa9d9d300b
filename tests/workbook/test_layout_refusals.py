"""Layout files that cannot be followed, and copies that have drifted from theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.errors import ConfigError
from bcr.workbook.layouts.layout_file import read_layout
from tests.workbook.books import column

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Read

    Told = Callable[[str], Layout]

PLAIN = """
    [[table]]
    [table.columns]
    benefits.benefit_id = "Nr"
    benefits.title = "What we want"
    benefits.target = "Wanted"
"""


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (
            "Nr | What is wanted | Wanted\nB1 | Calls | 80",
            "no column of “Register” is headed so; the most like it is “What is wanted” in B",
        ),
        (
            "Nr | What we want | Wanted | Wanted\nB1 | Calls | 80 | 70",
            "the columns C and D are all headed so; name the letter",
        ),
    ],
)
def test_a_copy_that_has_drifted_is_refused_with_what_moved(
    read: Read, told: Told, sheet: str, why: str
) -> None:
    reading = read(sheet, layouts=[told(PLAIN)])
    assert why in reading.refused
    assert not reading.records


@pytest.mark.parametrize(
    ("column", "why"),
    [
        (
            '{ letter = "B", header = "Wanted" }',
            "where “What we want” stands; “Wanted” is now in C",
        ),
        ('{ letter = "G" }', "from column G, which is empty"),
    ],
)
def test_a_letter_whose_header_has_moved_is_refused(
    read: Read, told: Told, column: str, why: str
) -> None:
    layout = told(PLAIN.replace('"Wanted"', column))
    reading = read("Nr | What we want | Wanted\nB1 | Calls | 80", layouts=[layout])
    assert why in reading.refused


def test_a_sheet_that_is_gone_is_refused_with_those_that_are_there(read: Read, told: Told) -> None:
    layout = told(PLAIN.replace("[table.columns]", 'sheet = "Benefits*"\n[table.columns]'))
    reading = read("[Cases]\na | b\n[Notes]\nc | d", layouts=[layout])
    assert "reads a sheet “Benefits*”, and there is none; there are: “Cases”, “Notes”" in (
        reading.refused
    )


def test_two_headers_of_one_period_are_refused(read: Read, told: Told) -> None:
    layout = told(PLAIN + '[[table.periods]]\nheaders = "Plan {year}"\nfield = "plans.planned"\n')
    reading = read(
        "Nr | What we want | Wanted | Plan 2024 | Plan. 2024\nB1 | Calls | 80 | 1 | 2",
        layouts=[layout],
    )
    assert "both D and E are headed so for the period to 2025-03-31" in reading.refused


def test_two_layouts_that_claim_a_file_are_no_coin_toss(read: Read, told: Told) -> None:
    reading = read("Nr | What we want | Wanted", layouts=[told(PLAIN), told(PLAIN)])
    assert "both claim this file" in reading.refused


def test_a_layout_of_another_family_is_not_used(read: Read, told: Told) -> None:
    reading = read(
        "KPI | Month | Value\nCalls | Apr-19 | 100", name="kpis.csv", layouts=[told(PLAIN)]
    )
    assert column(reading, "observations.value") == [100.0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour = 1\n" + PLAIN, "the file has no `colour`"),
        ("", "there is no [[table]]"),
        ("year_starts = 13\n" + PLAIN, "year_starts is 13"),
        ('date_order = "ymd"\n' + PLAIN, "date_order is 'ymd'"),
        ('decimal = "x"\n' + PLAIN, "decimal is 'x'"),
        ('ratios = "yes"\n' + PLAIN, "ratios is 'yes'"),
        ('[[table]]\nholds = "wishes"', "holds is 'wishes'"),
        ("[[table]]\nheader = 0", "header is 0"),
        ("[[table]]\nheader = [4, 3]", "name the first row first"),
        ("[[table]]\ncolums = {}", "[[table]] has no `colums`"),
        ('[[table]]\ncolumns.benefits.goal = "X"', "there is no field benefits.goal"),
        (
            '[[table]]\ncolumns.benefits.case_id = "X"',
            "there is no field benefits.case_id; did you mean cases.case_id?",
        ),
        ('[[table]]\ncolumns.benefits.target = { letter = "T1" }', "letter of benefits.target"),
        ("[[table]]\ncolumns.benefits.target = {}", "neither a header nor a letter"),
        ('[[table]]\nconstants.benefits.better = "sideways"', "it may be one of higher, lower"),
        ('[[table]]\nconstants.benefits.baseline = "soon"', "benefits.baseline is 'soon'"),
        ("[[table]]\nconstants.benefits.share = 7", "It must be at least 0 and at most 1"),
        ('[[table]]\nconstants.benefits.due_on = "soon"', "write a day such as"),
        ('[[table]]\nconstants.cases.template_year = "third"', "may be a year such as 2018"),
        ("[[table]]\nconstants.benefits.disbenefit = 7", "may be true or false"),
        ('[[table]]\nconstants.observations.period = "soon"', "may be a period"),
        ("[[table]]\nconstants.benefits.title = [1]", "may be a text, a number or a day"),
        ('[[table]]\nderived.benefits.target = "{row}"', "benefits.target is no text"),
        ('[[table]]\nperiods = [{ headers = "Q{quarter}" }]', "must have `headers` and `field`"),
        (
            '[[table]]\nperiods = [{ headers = "Q{quarter}", field = "plans.planned" }]',
            "must have {year} or {period}",
        ),
        (
            '[[table]]\nperiods = [{ headers = "{year} {week}", field = "plans.planned" }]',
            "'{year} {week}' has {week}",
        ),
        ('[[table]]\nperiods = [{ headers = "{year}", field = "x" }]', "field is 'x'"),
        ("[[table]]\nheaders = 7", "headers is 7; it may be a list"),
        ("[[table]]\nextra = [1]", "extra is [1]; it may be a list"),
        ('[[table]]\nunits.benefits.title = "%"', "the unit of benefits.title is '%'"),
        ("[[table]]\nskip = [{ rows = [0] }]", "rows has 0"),
        ("[[table]]\nskip = [{ rows = [[5, 4]] }]", "rows has [5, 4]"),
        ("[[table]]\nskip = [{ rows = 5 }]", "it may be a list such as"),
        ('[[table]]\nskip = [{ column = "A" }]', "must have `column` and `values`, or `rows`"),
        ("[[table]]\nwhere = [{ rows = [4] }]", "[[table.where]] has no `rows`"),
        ('[[table]]\nwhere = [{ column = "A", values = [[1]] }]', "may be a text or a number"),
        ("this is no TOML", "family.toml"),
    ],
)
def test_a_layout_file_that_cannot_be_followed_says_why(told: Told, text: str, why: str) -> None:
    with pytest.raises(ConfigError, match=r"family\.toml") as raised:
        told(text)
    assert why in str(raised.value)


def test_a_derived_id_of_a_column_that_is_not_there_is_refused(read: Read, told: Told) -> None:
    layout = told(PLAIN + '[table.derived]\ncases.case_id = "{Operation}"\n')
    reading = read("Nr | What we want | Wanted\nB1 | Calls | 80", layouts=[layout])
    assert "from {Operation}, which is no column" in reading.refused


def test_a_layout_for_any_file_must_say_by_which_headers_it_is_known(tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_text(PLAIN, encoding="utf-8")
    with pytest.raises(ConfigError, match="those by which it is known"):
        read_layout(path)


def test_a_layout_for_any_file_claims_those_that_have_its_headers(
    read: Read, tmp_path: Path
) -> None:
    path = tmp_path / "any.toml"
    path.write_text(PLAIN.replace("[table.columns]", 'headers = ["Wanted"]\n[table.columns]'),
                    encoding="utf-8")  # fmt: skip
    layout = read_layout(path)
    claimed = read("Nr | What we want | Wanted\nB-001 | Calls | 80", layouts=[layout])
    other = read("KPI | Month | Value\nCalls | Apr-19 | 100", layouts=[layout])
    assert column(claimed, "benefits.target") == [80.0]
    assert column(other, "observations.value") == [100.0]
