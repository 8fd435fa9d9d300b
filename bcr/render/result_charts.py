"""Charts of the result workbook that Excel draws itself, from the cells of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.charts.theme import DARK_BLUE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart
    from openpyxl.worksheet.worksheet import Worksheet

#: Rows of the first waterfall that are drawn: what was intended in full, part by part.
_FIRST, _LAST = "intended", "wrong_way"
_BESIDE, _BEYOND = "E2", "R2"


def add_charts(book: Workbook) -> None:
    """Put the league and the waterfall of all benefits beside the scoreboard."""
    from openpyxl.chart import Reference

    board = book["Scoreboard"]
    league, waterfall = book["League"], book["Waterfall"]
    if league.max_row > 1:
        share, name = _place(league, "realised_share"), _place(league, "name")
        chart = _bars("Realised share by investment logic", high=4 + league.max_row * 0.8)
        chart.add_data(Reference(league, share, 1, share, league.max_row), titles_from_data=True)
        chart.set_categories(Reference(league, name, 2, name, league.max_row))
        chart.y_axis.number_format = "0%"
        _add(board, chart, _BESIDE)
    if waterfall.max_row > 1:
        first, last = _place(waterfall, _FIRST), _place(waterfall, _LAST)
        chart = _bars("Benefits from intended in full to proven", high=12)
        row = Reference(waterfall, first, 2, last, 2)
        chart.add_data(row, from_rows=True, titles_from_data=False)
        chart.set_categories(Reference(waterfall, first, 1, last, 1))
        _add(board, chart, _BEYOND)


def _place(sheet: Worksheet, name: str) -> int:
    heads = [cell.value for cell in sheet[1]]
    return heads.index(name) + 1


def _bars(title: str, *, high: float) -> BarChart:
    from openpyxl.chart import BarChart

    chart = BarChart()
    chart.type = "bar"
    chart.title, chart.height, chart.width = title, high, 20
    chart.legend = None
    chart.gapWidth = 60
    # The first row of the table stands at the top; both axes are drawn.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblPos = "low"
    return chart


def _add(sheet: Worksheet, chart: BarChart, cell: str) -> None:
    for series in chart.series:
        series.graphicalProperties.solidFill = DARK_BLUE.removeprefix("#")
    sheet.add_chart(chart, cell)
