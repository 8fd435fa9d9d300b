from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.files.guard import Refused
from bcr.workbook.files.markup import marks_in

FORMATS = {"1": "percent", "3": "GBP", "11": "clock"}
#: Where a comment stands in a sheet, its cells are walked through one by one.
COMMENT = "<!-- -->"


def sheet(cells: list[tuple[str, str, str]], before: str = "") -> bytes:
    """Give a sheet of one row from addresses, attributes and what stands in each cell."""
    row = "".join(f'<c r="{place}"{more}>{inside}</c>' for place, more, inside in cells)
    rows = f'<sheetData>{before}<row r="7">{row}</row></sheetData>'
    return f'<worksheet xmlns="m">{rows}</worksheet>'.encode()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A7", "C7", "AB7", "XFD7"]),
            st.sampled_from(["", ' s="1"', ' s="2"', ' s="3" t="n"', ' s="11"', ' t="n" s="3"']),
            st.sampled_from(["", "<v>1</v>", '<is><t>a &lt;c s="3"</t></is>']),
        ),
        unique_by=lambda cell: cell[0],
    )
)
def test_formats_found_at_once_are_those_of_a_walk_from_cell_to_cell(
    cells: list[tuple[str, str, str]],
) -> None:
    assert marks_in(sheet(cells), "s", FORMATS) == marks_in(sheet(cells, COMMENT), "s", FORMATS)


def test_a_style_of_a_row_is_no_format_of_a_cell() -> None:
    xml = sheet([("A7", "", "<v>1</v>")]).replace(b'<row r="7"', b'<row r="7" s="3"')

    assert not marks_in(xml, "s", FORMATS).formats


def test_a_plain_sheet_that_is_no_sound_xml_is_refused() -> None:
    xml = sheet([("A7", ' s="3"', "<v>1</v>")]).replace(b"</v>", b"</w>")

    with pytest.raises(Refused, match="cannot be read"):
        marks_in(xml, "s", FORMATS)
