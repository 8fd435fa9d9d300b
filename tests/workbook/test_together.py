"""Files that are looked at together say what each says alone."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcr.workbook.files.canonical.reading import Together, Workbook
from bcr.workbook.files.container import Container
from bcr.workbook.files.reading import read_grids
from bcr.workbook.files.together import files_together
from tests.workbook.canonical.test_same_grids import ODD_CELLS, STRINGS, USUAL_CELLS, drawn_rows
from tests.workbook.canonical.written import MAIN, exactly, quickly, row, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bcr.workbook.files.grid import Grid

#: Under these, style 2 is a percentage and style 3 a length of time; elsewhere they are not.
OTHER_STYLES = (
    f'<styleSheet {MAIN}><cellXfs><xf/><xf/><xf numFmtId="9"/><xf numFmtId="46"/></cellXfs>'
    "</styleSheet>"
)
PARTS = st.sampled_from([{}, {"xl/styles.xml": OTHER_STYLES}])


def workbooks(cells: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Draw workbooks of a sheet or two, with strings, styles and days of their own."""
    sheets = st.lists(drawn_rows(cells), min_size=1, max_size=2)
    return st.builds(of_parts, sheets, STRINGS, st.booleans(), PARTS)


def of_parts(
    rows: list[str],
    strings: str,
    from_1904: bool,  # noqa: FBT001 - drawn as it stands
    parts: dict[str, str],
) -> bytes:
    return workbook(*rows, strings=strings, from_1904=from_1904, parts=parts)


def said(grids: Callable[[], Sequence[Grid]]) -> object:
    """Give all that is in some grids, or what is raised instead."""
    try:
        return exactly(grids())
    except Exception as error:  # noqa: BLE001 - whichever a reader raises
        return type(error), str(error)


def together_and_alone(contents: Sequence[bytes]) -> tuple[list[object], list[object]]:
    """Give what some files say where they are looked at together, and each alone."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.xlsx" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        together = [said(file.grids) for file in files_together(paths)]
        return together, [said(partial(read_grids, path)) for path in paths]


@given(st.lists(workbooks(USUAL_CELLS), max_size=3))
def test_usual_workbooks_read_as_one_say_what_each_says_alone(drawn: list[bytes]) -> None:
    contents = [workbook(row('<c r="A1"><v>1</v></c>')), *drawn]
    together = Together([Workbook(Container(content)) for content in contents])

    for number, content in enumerate(contents):
        grids = quickly(content)
        assert grids is not None
        assert exactly(together.grids(number)) == exactly(grids)


@given(st.lists(workbooks(USUAL_CELLS | ODD_CELLS), min_size=2, max_size=4))
def test_odd_workbooks_among_them_change_nothing(contents: list[bytes]) -> None:
    together, alone = together_and_alone(contents)

    assert together == alone


def test_each_workbook_has_its_own_styles_and_days() -> None:
    rows = row('<c r="A1" s="3"><v>43101</v></c>')
    contents = [
        workbook(rows),
        workbook(rows, parts={"xl/styles.xml": OTHER_STYLES}),
        workbook(rows, from_1904=True),
    ]

    together = Together([Workbook(Container(content)) for content in contents])

    values = [together.grids(number)[0].at(0, 0) for number in range(3)]
    assert values == [dt.date(2018, 1, 1), dt.timedelta(days=43101), dt.date(2022, 1, 2)]


def test_no_workbook_takes_a_string_from_the_next() -> None:
    rows = row('<c r="A1" t="s"><v>1</v></c>')
    contents = [workbook(rows, strings=f"<si><t>{one}</t></si>" * 2) for one in "ab"]
    short = workbook(rows, strings="<si><t>c</t></si>")

    together, alone = together_and_alone([*contents, short, *contents])

    assert together == alone


def test_what_is_no_workbook_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    good, odd, gone = (tmp_path / f"{name}.xlsx" for name in ("good", "odd", "gone"))
    good.write_bytes(workbook(row('<c r="A1"><v>1</v></c>')))
    odd.write_bytes(b"PK, but no archive")

    first, second, third, last = files_together([good, odd, gone, good])

    assert said(second.grids) == said(partial(read_grids, odd))
    assert exactly(first.grids()) == exactly(last.grids())
    with pytest.raises(FileNotFoundError):
        third.grids()


def test_small_workbooks_given_together_share_their_words(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.xlsx" for name in "ab"]
    for path in paths:
        path.write_bytes(workbook(row('<c r="A1" t="str"><v>Housing</v></c>')))

    one, other = (file.grids()[0].at(0, 0) for file in files_together(paths))

    assert one == "Housing"
    assert one is other
