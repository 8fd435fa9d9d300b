"""A layout file drafted from what was recognised in a workbook, for a person to review."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bcr.workbook.files.addresses import column_number, position
from bcr.workbook.files.guard import Refused
from bcr.workbook.layouts.draft_columns import field_line, left_over, period_lines
from bcr.workbook.layouts.header_like import header_like
from bcr.workbook.layouts.toml_text import comment, toml_list, toml_string
from bcr.workbook.recognition.header_texts import header_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.files.grid import Grid
    from bcr.workbook.recognition.found import Found

#: A year with what may follow it of a date, or the two digits after FY.
_YEAR: Final = re.compile(
    r"(?:19|20)\d\d(?:[\-–_./]?\d\d){0,2}(?!\d)|(?<=fy)\d\d(?!\d)", re.IGNORECASE
)
_SHOWN: Final = 8
_MAX_HEIGHT: Final = 3


def drafted(founds: Sequence[Found], grids: Sequence[Grid], file: str) -> str:
    """Give a layout file, as text, that reads a workbook as it was recognised.

    What is open stands in comments: columns that mean nothing to bcr, those that may mean several
    things, and rows that are no records. Where no table was recognised, the most header-like row
    is taken and every column is a comment.
    Raises: Refused, when it holds forms alone.
    """
    tables = [found for found in founds if _is_table(found)]
    if founds and not tables:
        raise Refused("It holds forms, which are read by their labels; no layout file tells them.")
    lines = [*_opening(file), *_forms(founds)]
    if tables:
        for found in tables:
            lines += ["", *_table(found, grids)]
    else:
        lines += ["", *_unrecognised(grids)]
    return "\n".join(lines) + "\n"


def family(name: str) -> str:
    """Give the pattern of the file names or sheets of a family: a year may be another one.

    >>> family("plan_2024.xlsx"), family("Register FY24 [v2].csv"), family("2024.xlsx")
    ('plan_*.xlsx', 'Register FY* [[]v2].csv', '[0-9][0-9][0-9][0-9].xlsx')
    """
    is_dates_alone = not any(map(str.isalpha, _YEAR.sub("", PurePath(name).stem)))
    if is_dates_alone:
        return re.sub(r"\d", "[0-9]", name)
    return "*".join(re.sub(r"([*?\[])", r"[\1]", part) for part in _YEAR.split(name))


def _is_table(found: Found) -> bool:
    """Tell whether every field has a column: a form's have cells."""
    return all(locator.isalpha() for locator in found.columns.values())


def _opening(file: str) -> Iterator[str]:
    yield comment(f"Drafted from {file} by `bcr layout`.")
    yield comment("Review it, correct it, and keep it in a folder `layouts` beside the workbooks.")
    yield comment("README, “Layout files”, says what may stand here.")
    stem = _YEAR.sub("", PurePath(file).stem)
    name = " ".join(re.sub(r"[_\-.]+", " ", stem).split())
    yield f"name = {toml_string(name or PurePath(file).stem)}"
    yield f"files = {toml_list([family(file)])}"


def _forms(founds: Sequence[Found]) -> Iterator[str]:
    for found in founds:
        if not _is_table(found):
            where = f"“{found.grid.sheet}” {found.range}"
            yield ""
            yield comment(f"A form was recognised on {where}. A layout file describes tables only:")
            yield comment("with this file in use, the form is not read.")


def _table(found: Found, grids: Sequence[Grid]) -> Iterator[str]:
    top, height = _header_rows(found)
    texts = header_texts(found.grid, top, height)
    yield comment(f"{found.range}: {len(found.items)} rows.")
    yield "[[table]]"
    yield f"sheet = {toml_string(_sheet(found.grid.sheet, grids))}"
    yield f"holds = {toml_string(found.holds)}"
    if height == 1:
        yield f"header = {top + 1}"
    else:
        yield f"header = [{top + 1}, {top + height}]"
    unmatched = [column for _, column in found.unmatched if column in texts]
    yield f"extra = {toml_list(dict.fromkeys(' '.join(texts[c].split()) for c in unmatched))}"
    yield ""
    yield "[table.columns]"
    for name, locator in found.columns.items():
        yield field_line(found.grid, texts, name, column_number(locator), top + height)
    yield from _left_over(found, texts, unmatched, top + height)
    yield from period_lines(found, texts)
    yield from _set_aside(found)


def _left_over(
    found: Found, texts: dict[int, str], unmatched: list[int], below: int
) -> Iterator[str]:
    if unmatched:
        yield ""
        yield comment("These feed no field, and are kept as text. To use one, take the sign away")
        yield comment("before the right line, and its header out of `extra`.")
    yield from left_over(found.grid, texts, unmatched, below, found.holds)


def _set_aside(found: Found) -> Iterator[str]:
    if found.set_aside:
        yield ""
        yield comment("Rows that are no records:")
    for row, reason in sorted(found.set_aside.items())[:_SHOWN]:
        yield comment(f"  row {row} {reason}")
    if len(found.set_aside) > _SHOWN:
        yield comment(f"  and {len(found.set_aside) - _SHOWN} more")


def _header_rows(found: Found) -> tuple[int, int]:
    """Give first row (from 0) and height of a table's header, which its range begins with."""
    top, _ = position(found.range.partition(":")[0])
    named = {column_number(at): found.headers[name] for name, at in found.columns.items()}
    heights = range(1, min(_MAX_HEIGHT, found.grid.height - top) + 1)
    for height in heights:
        texts = header_texts(found.grid, top, height)
        if all(texts.get(column) == text for column, text in named.items()):
            return top, height
    return top, 1


def _sheet(name: str, grids: Sequence[Grid]) -> str:
    """Give the pattern of a sheet's name, where no other sheet follows it."""
    pattern = family(name)
    matching = [grid for grid in grids if fnmatchcase(grid.sheet, pattern)]
    return pattern if len(matching) == 1 else name


def _unrecognised(grids: Sequence[Grid]) -> Iterator[str]:
    found = header_like(grids)
    if found is None:
        yield comment("No row of this workbook looks like the header of a table.")
        yield "[[table]]"
        return
    grid, row = found
    texts = header_texts(grid, row, 1)
    yield comment("No table was recognised. This row looks most like a header; name at least a")
    yield comment("title and a target, baseline or sum of money, by taking away the sign before a")
    yield comment("line. `holds` says what a row is: benefits, cases, observations, ...")
    yield "[[table]]"
    yield f"sheet = {toml_string(_sheet(grid.sheet, grids))}"
    yield 'holds = "benefits"'
    yield f"header = {row + 1}"
    yield ""
    yield "[table.columns]"
    yield from left_over(grid, texts, list(texts), row + 1, "benefits")
    others = [one.sheet for one in grids if one is not grid and one.height]
    if others:
        yield ""
        yield comment(f"Other sheets: {', '.join(f'“{name}”' for name in others[:_SHOWN])}.")
