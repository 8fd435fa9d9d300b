"""Small workbooks as people really have them, each with everything that must be read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workbook.golden import forms, headers, periods, registers, series, values

if TYPE_CHECKING:
    from tests.workbook.golden.book import Golden

#: Theme → its workbooks by name.
THEMES: dict[str, dict[str, Golden]] = {
    "headers": headers.GOLDEN,
    "registers": registers.GOLDEN,
    "forms": forms.GOLDEN,
    "periods": periods.GOLDEN,
    "series": series.GOLDEN,
    "values": values.GOLDEN,
}
GOLDEN: dict[str, Golden] = {
    f"{theme}: {name}": golden for theme, books in THEMES.items() for name, golden in books.items()
}
