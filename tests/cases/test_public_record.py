"""The public record in the workbooks: all of it, each figure with its address, nothing more."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.cases.conftest import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

NAME = "public-record"
BENEFIT = re.compile(r"PR-\d\d-\d")
FIGURES = ("baseline", "intended", "realised", "earlier", "restated")

Sheets = dict[tuple[str, str], "Worksheet"]
Values = dict[str, list[object]]


@pytest.fixture(scope="module")
def values(sheets: Callable[[str], Sheets]) -> Values:
    """What is written beside each benefit's id: on its row, or on its form."""
    found: Values = {}
    for sheet in sheets(NAME).values():
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        marked = {_benefit_of(row): row for row in rows if _benefit_of(row)}
        form = sheet["A1"].value in ("Benefit profile", "BENEFIT PROFILE")
        for benefit, row in marked.items():
            written = [value for each in rows for value in each] if form else row
            found.setdefault(benefit, []).extend(written)
    return found


@pytest.fixture(scope="module")
def published() -> list[dict[str, Any]]:
    """The benefits of record.toml."""
    benefits: list[dict[str, Any]] = tomllib.loads((CASES / NAME / "record.toml").read_text())[
        "benefit"
    ]
    return benefits


def test_the_script_reproduces_every_workbook(
    rewritten: Callable[[str], dict[str, bytes]], committed: Callable[[str], dict[str, bytes]]
) -> None:
    assert rewritten(NAME) == committed(NAME)


def test_there_are_at_least_fifteen_cases(values: Values) -> None:
    assert len({benefit.rpartition("-")[0] for benefit in values}) >= 15


def test_every_benefit_is_in_a_workbook(values: Values, published: list[dict[str, Any]]) -> None:
    assert set(values) == {benefit["id"] for benefit in published}


def test_every_row_with_a_figure_has_its_address(
    values: Values, published: list[dict[str, Any]]
) -> None:
    for benefit in published:
        assert benefit["source"] in values[benefit["id"]]


def test_every_figure_is_in_a_workbook(values: Values, published: list[dict[str, Any]]) -> None:
    for benefit in published:
        for field in FIGURES:
            if field in benefit:
                written = values[benefit["id"]]
                assert any(way in written for way in _ways(benefit, field)), (benefit["id"], field)


def test_a_workbook_holds_no_number_that_was_not_published(
    values: Values, published: list[dict[str, Any]]
) -> None:
    costs = {900, 1400, 226, 1300}
    for benefit in published:
        known = {benefit[field] for field in FIGURES if field in benefit} | costs
        numbers = {v for v in values[benefit["id"]] if isinstance(v, int | float)}
        assert numbers <= known, benefit["id"]


def _benefit_of(row: Sequence[object]) -> str:
    """The benefit whose id stands in the row, or nothing."""
    return next((v for v in row if isinstance(v, str) and BENEFIT.fullmatch(v)), "")


def _ways(benefit: dict[str, Any], field: str) -> list[object]:
    """How the figure may be written: as a number, as money, as a length of time."""
    figure = benefit[field]
    minutes, seconds = divmod(int(figure), 60)
    return [figure, f"£{figure:g}m", f"{minutes} min {seconds} s"]
