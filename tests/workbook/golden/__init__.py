"""Small workbooks as people really have them, each with everything that must be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workbook.golden import (
    days,
    forms,
    headers,
    measures,
    money,
    outlines,
    periods,
    registers,
    series,
    totals,
    turns,
    words,
)

if TYPE_CHECKING:
    from tests.workbook.golden.book import Golden

#: Theme → its workbooks by name.
THEMES: dict[str, dict[str, Golden]] = {
    "headers": headers.GOLDEN,
    "registers": registers.GOLDEN,
    "totals": totals.GOLDEN,
    "outlines": outlines.GOLDEN,
    "forms": forms.GOLDEN,
    "periods": periods.GOLDEN,
    "turns": turns.GOLDEN,
    "series": series.GOLDEN,
    "money": money.GOLDEN,
    "measures": measures.GOLDEN,
    "days": days.GOLDEN,
    "words": words.GOLDEN,
}
GOLDEN: dict[str, Golden] = {
    f"{theme}: {name}": golden for theme, books in THEMES.items() for name, golden in books.items()
}
