"""Changes to the text of a part: where they belong, whatever its prefixes and gaps."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from bcr.provenance import Severity
from bcr.workbook.annotated.fills import EMPTY, Styles
from bcr.workbook.annotated.marked_cells import with_drawing_of_notes, with_fills
from bcr.workbook.annotated.parts import CannotMark, with_last_child
from bcr.workbook.files.addresses import address

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLACES = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=12)


@given(there=PLACES, marked=PLACES, prefix=st.sampled_from(["", "x:"]), empty_rows=st.booleans())
def test_marks_leave_cells_in_order_and_change_no_other(
    there: set[tuple[int, int]], marked: set[tuple[int, int]], prefix: str, *, empty_rows: bool
) -> None:
    text = _sheet(there, prefix, empty_rows=empty_rows)
    styles = Styles(EMPTY)
    filled = styles.filled(0, Severity.ERROR)

    root = fromstring(with_fills(text, dict.fromkeys(marked, Severity.ERROR), styles))

    cells = [(c.get("r"), c.get("s")) for c in root.iter(f"{{{MAIN}}}c")]
    rows = [int(row.get("r", 0)) for row in root.iter(f"{{{MAIN}}}row")]
    expected = [(address(*p), str(filled) if p in marked else None) for p in sorted(there | marked)]
    assert cells == expected
    assert rows == sorted(set(rows))


def _sheet(there: set[tuple[int, int]], prefix: str, *, empty_rows: bool) -> str:
    name = f'xmlns:x="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    numbers = range(7) if empty_rows else sorted({row for row, _ in there})
    rows = "".join(
        f'<{prefix}row r="{row + 1}">'
        + "".join(f'<{prefix}c r="{address(*p)}"/>' for p in sorted(there) if p[0] == row)
        + f"</{prefix}row>"
        for row in numbers
    )
    inside = f"<{prefix}sheetData>{rows}</{prefix}sheetData>" if rows else f"<{prefix}sheetData/>"
    return f"<{prefix}worksheet {name}>{inside}</{prefix}worksheet>"


def test_a_cell_takes_the_style_of_its_row_or_column_before_the_fill() -> None:
    styles = Styles(EMPTY.replace("</cellXfs>", '<xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>'))
    text = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="1" max="2" style="1"/></cols><sheetData>'
        '<row r="1"/><row r="2" s="2" customFormat="1"/></sheetData></worksheet>'
    )
    marked = with_fills(text, {(0, 1): Severity.NOTICE, (1, 1): Severity.NOTICE}, styles)
    of_column, of_row = (styles.filled(n, Severity.NOTICE) for n in (1, 2))
    assert f'<c r="B1" s="{of_column}"/>' in marked
    assert f'<c r="B2" s="{of_row}"/>' in marked


def test_no_cell_is_added_where_cells_have_no_addresses() -> None:
    text = f'<worksheet xmlns="{MAIN}"><sheetData><row><c/><c/></row></sheetData></worksheet>'
    marks = {(0, 1): Severity.ERROR, (0, 4): Severity.ERROR}
    marked = with_fills(text, marks, Styles(EMPTY))
    assert marked.count("<c") == 2
    assert marked.count(" s=") == 1


@pytest.mark.parametrize(
    "behind",
    [
        '<tableParts count="1"/>',
        '<mc:AlternateContent xmlns:mc="m"><controls/></mc:AlternateContent>',
        "",
    ],
)
def test_the_drawing_of_notes_stands_before_what_must_follow_it(behind: str) -> None:
    text = f'<worksheet xmlns="{MAIN}"><sheetData/><pageMargins/>{behind}</worksheet>'
    drawn = with_drawing_of_notes(text, "rId9")
    assert (
        drawn.index("<pageMargins")
        < drawn.index("<legacyDrawing")
        < drawn.index(behind or "</worksheet>")
    )


def test_what_is_not_kept_as_expected_is_not_changed() -> None:
    with pytest.raises(CannotMark, match="has no sheets"):
        with_last_child("<workbook/>", "sheets", "<sheet/>")
    with pytest.raises(CannotMark, match="styles"):
        Styles("<styleSheet/>")
