"""What the quick reader makes of a workbook is what the general reader makes of it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bcr.workbook.files.addresses import letters
from tests.workbook.canonical.written import BUILT_IN, FORMATS, differ, quickly, row, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = (
    "a", "", "  ", " lead", "trail ", "&#9;tab", "a\nb", "é", "\u00a0", "\u2003x", "日本", "😀",
    "_x000D_", "a_x0041_b", "_x005F_x000D_", "_xD83D_", "_x00", "&amp;", "&lt;b&gt;", "&#10;",
    "&#xA0;", "&#13;", "&amp;amp;", "a\r\nb", "\rc", " &#32;x ", "]]", "/>", "'", '"', "_x00+A_",
)  # fmt: skip
#: Such as a calendar holds, if they are shown as days.
SERIALS = (
    "0", "1", "-1", "0.5", "43101", "43101.5", "59", "60", "61", "0.25", "1.999999", "2957003",
    "-0.5", "1E5", "1e-7", "1.0000000000000001E-5", "-0", "1462", "45000.123456789", "366", "7",
    "0.99999999", "36525.9999999999", "0.000001", "2",
)  # fmt: skip
NUMBERS = (
    "12345678", "123456789", "0.30000000000000004", "9007199254740993", "1E+20", "5e-324",
    "123456789012345678901234567890", "1.7976931348623157e308", "-12.5", "1234567.8",
)  # fmt: skip
ODD_NUMBERS = (
    "1e999", "007", "1.", "+5", ".5", "1 ", " 1", "1_0", "nan", "inf", "abc", "0x10", "1,5", "--1",
    "-700000", "2957004", "2958465", "3000000", "1.5e", "1-2", "",
)  # fmt: skip
STYLES = st.sampled_from(["", *(f' s="{n}"' for n in range(len(FORMATS) + len(BUILT_IN) + 3))])
FORMULAS = st.sampled_from(
    [""] * 6 + ["<f>A1+1</f>", '<f t="shared" si="0"/>', '<f aca="false">"a&gt;b"</f>', "<f/>"]
)
KEPT = st.sampled_from(["", "", ' xml:space="preserve"'])
USUAL_CELLS = (
    st.builds('<c r="@##"{}{}>{}<v>{}</v></c>'.format, STYLES, st.sampled_from(["", ' t="n"']),
              FORMULAS, st.sampled_from(SERIALS))
    | st.builds('<c r="@##"{}>{}<v>{}</v></c>'.format, st.sampled_from(["", ' s="1"', ' s="2"']),
                FORMULAS, st.sampled_from(NUMBERS) | st.floats(0, 1e6).map(repr))
    | st.builds('<c r="@##"{} t="s"><v>{}</v></c>'.format, STYLES, st.integers(0, 5))
    | st.builds('<c r="@##"{} t="inlineStr"><is><t{}>{}</t></is></c>'.format, STYLES, KEPT,
                st.sampled_from(TEXTS[:-1]))
    | st.builds('<c r="@##"{} t="str">{}<v{}>{}</v></c>'.format, STYLES, FORMULAS, KEPT,
                st.sampled_from(TEXTS[:-1]))
    | st.builds('<c r="@##"{} t="b">{}<v>{}</v></c>'.format, STYLES, FORMULAS, st.integers(0, 1))
    | st.builds('<c r="@##"{} t="e">{}<v>{}</v></c>'.format, STYLES, FORMULAS,
                st.sampled_from(["#N/A", "#DIV/0!", "#SPILL!"]))
    | st.builds('<c r="@##"{}><f>B1&amp;"x"</f>{}</c>'.format, STYLES,
                st.sampled_from(["", "<v/>", "<v></v>", "<v />"]))
    | st.builds('<c r="@##"{}/>'.format, STYLES)
)  # fmt: skip
ODD_CELLS = st.sampled_from(
    [
        '<c r="@##" t="d"><v>2024-01-02</v></c>', '<c r="@##" t="inlineStr"><v>3</v></c>',
        '<c  r="@##"><v>1</v></c>', '<c r="@##" t="s"/>', '<c r="@##"> </c>', "<c><v>1</v></c>",
        '<c r="@##"><v>1</v><v>2</v></c>', '<c r="@##"><v>1</v><f>2</f></c>', '<c r="A1"/>',
        "<c r='@##' t='e'><v>#N/A</v></c>", '<c r="@##" t="n" s="3"><v>1</v></c>', "<x:c/>",
        '<c r="@##" s="1" s="1"/>', '<c r="@##" s="01"><v>1</v></c>', '<c r="@##" t="e"/>',
        '<c r="@##"><is><t>x</t></is></c>', '<c r="@##" t="b"><v>2</v></c>', '<c r="@1"/>',
        '<c r="@##" t="s"><v>6</v></c>', '<c r="@##" t="s"><v>x</v></c>', '<c r="@##">1</c>',
        '<c r="@##" t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r></is></c>', "<!-- -->",
        '<c r="@##" t="inlineStr"><is/></c>', '<c r="@##" t="inlineStr"><is><t/></is></c>',
        '<c r="@##" cm="1"><v>1</v></c>', '<c r="@##" s="1" t="str"><f>A1</f><v></v></c>',
        '<c r="@##" t="inlineStr"><is></is></c>', '<c r="@##" t="str"><v>&unknown;</v></c>',
        '<c r="@##" t="str"><v>]]></v></c>', '<c r="@##" t="str"><v>\x01</v></c>',
        '<c r="@##" t="e"><v>&lt;</v></c>', '<c r="@##"><f a="1>2"/><v>1</v></c>',
    ]
    + [f'<c r="@##" s="3"><v>{number}</v></c>' for number in ODD_NUMBERS]
    + [f'<c r="@##"><v>{number}</v></c>' for number in ODD_NUMBERS]
)  # fmt: skip
ROWS = st.sampled_from(
    ["", "", "", ' spans="1:3"', ' ht="15" hidden="1"', ' hidden="true"', ' hidden="0"']
)
STRINGS = st.lists(
    st.sampled_from(TEXTS[:-1]).flatmap(
        lambda text: st.sampled_from(
            [
                f"<si><t>{text}</t></si>",
                f'<si><t xml:space="preserve">{text}</t></si>',
                f"<si><r><t>{text}</t></r><r><rPr><b/></rPr><t> x</t></r></si>",
                f"<si><t>{text}</t><rPh sb='0' eb='1'><t>ph</t></rPh></si>",
                "<si/>",
            ]
        )
    ),
    min_size=6,
    max_size=6,
).map("".join)


def drawn_rows(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw rows with some space between them, and between their cells."""
    gaps = st.sampled_from([1, 1, 1, 2, 30])
    rows = st.tuples(gaps, ROWS, st.lists(st.tuples(gaps, cells), max_size=6))
    return st.lists(rows, max_size=5).map(_rows)


def _rows(drawn: Sequence[tuple[int, str, Sequence[tuple[int, str]]]]) -> str:
    written, number = [], 0
    for gap, more, cells in drawn:
        number += gap
        column, texts = -1, []
        for step, cell in cells:
            column += step
            texts.append(cell.replace("@", letters(column)))
        written.append(row(*texts, number=number, more=more))
    return "".join(written)


@given(st.lists(drawn_rows(USUAL_CELLS), min_size=1, max_size=3), STRINGS, st.sampled_from("04"))
def test_usual_cells_are_read_quickly_and_to_the_same_values(
    sheets: list[str], strings: str, epoch: str
) -> None:
    content = workbook(*sheets, strings=strings, from_1904=epoch == "4")

    assert quickly(content) is not None
    assert not differ(content)


@given(st.lists(drawn_rows(USUAL_CELLS | ODD_CELLS), min_size=1, max_size=2), STRINGS)
def test_no_odd_cell_is_read_to_other_values(sheets: list[str], strings: str) -> None:
    assert not differ(workbook(*sheets, strings=strings))


EMPTY_VALUE = '<row r="1"><c r="A1"><f>B1</f><v /></c></row>'
SPACED_FORMULA = '<row r="1"><c r="A1"><f aca="false">A2</f><v>1</v></c></row>'
SHARED_FORMULA = '<row r="1"><c r="A1"><f t="shared" si="0"/><v>0</v></c></row>'


@given(
    drawn_rows(USUAL_CELLS),
    st.integers(0, 10_000),
    st.integers(0, 2),
    st.sampled_from(["", "<", ">", " ", "&", "x", '"', "<v>", "</v>", "\n", "\x01", "/", "1"]),
)
@example(SPACED_FORMULA, SPACED_FORMULA.index(">A2"), 0, "/")
@example(EMPTY_VALUE, EMPTY_VALUE.index("></c>"), 1, "\n")
@example(SHARED_FORMULA, SHARED_FORMULA.index("/>"), 0, ">")
def test_no_damage_to_rows_is_read_over(rows: str, place: int, cut: int, new: str) -> None:
    at = place % (len(rows) + 1)

    assert not differ(workbook(rows[:at] + new + rows[at + cut :], strings="<si><t>a</t></si>"))


@pytest.mark.parametrize("mode", ["whole", "write-only"])
def test_what_openpyxl_writes_is_read_quickly_and_to_the_same_values(mode: str) -> None:
    is_write_only = mode == "write-only"
    book = Workbook(write_only=is_write_only)
    sheet: Any = book.create_sheet("Übersicht & mehr")
    values: list[Any] = [
        "text", " ", "ä\nb", 1, 1.5, -2, True, None, dt.date(2024, 2, 29), dt.time(11, 30), "=A1",
        dt.datetime.fromisoformat("2024-02-29T12:30"), dt.timedelta(hours=30), "#N/A", "",
        "  kept ", "\u20ac",
    ]  # fmt: skip
    for shift in range(40):
        cells = [WriteOnlyCell(sheet, value) for value in values[shift % 5 :]]
        for cell in cells[3:5]:
            cell.number_format = "£#,##0"
        sheet.append(cells if is_write_only else values[shift % 5 :])
    content = BytesIO()
    book.save(content)

    assert quickly(content.getvalue()) is not None
    assert not differ(content.getvalue())


def test_a_long_sheet_is_read_in_pieces_to_the_same_values() -> None:
    cells = ('<c r="A##"><v>##</v></c>', '<c r="K##" t="str"><v>ä##</v></c>')
    rows = [row(*cells[number % 2 :], number=number) for number in range(1, 40_000)]
    content = workbook("".join(rows[:30_000]), "".join(rows), "".join(rows[:10]))

    grids = quickly(content)

    assert grids is not None
    assert [grid.height for grid in grids] == [30_000, 39_999, 10]
    assert not differ(content)


def test_cells_of_more_styles_than_there_are_buckets_are_told_apart() -> None:
    styles = "".join(f'<c r="{letters(n)}1" s="{n % 2 * n}"><v>1</v></c>' for n in range(16_000))
    content = workbook(row(styles))

    assert quickly(content) is not None
    assert not differ(content)


def test_texts_that_begin_alike_or_share_a_bucket_are_told_apart() -> None:
    alike = ["a" * length + end for length in range(40) for end in "abäc"] * 2
    texts = [*alike, *(f"B-{number}" for number in range(20_000)), *alike]
    rows = (
        row(f'<c r="A##" t="inlineStr"><is><t>{text}</t></is></c>', number=number)
        for number, text in enumerate(texts, start=1)
    )

    grids = quickly(workbook("".join(rows)))

    assert grids is not None
    assert [cells[0] for cells in grids[0].rows] == texts
