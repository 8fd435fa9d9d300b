"""Golden workbooks: every record, problem and row set aside is as it is drawn, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.golden import GOLDEN
from tests.workbook.golden.book import (
    lines,
    read_aside,
    read_problems,
    read_records,
    wanted,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bcr.provenance import Reading
    from bcr.workbook.layouts.layout import Layout
    from tests.workbook.books import Read
    from tests.workbook.golden.book import Golden


def _read(golden: Golden, read: Read, layouts: tuple[Layout, ...] = ()) -> Reading:
    return read(
        golden.sheets,
        name=golden.file,
        edit=golden.edit,
        layouts=layouts,
        year_starts=golden.year_starts,
    )


@pytest.mark.parametrize("golden", GOLDEN.values(), ids=GOLDEN)
def test_a_golden_workbook_is_read_as_drawn(
    golden: Golden, read: Read, told: Callable[[str], Layout]
) -> None:
    reading = _read(golden, read, (told(golden.layout),) if golden.layout else ())
    assert bool(golden.refused) == bool(reading.refused), reading.refused
    assert golden.refused in reading.refused
    assert read_records(reading, golden) == wanted(golden)
    assert read_problems(reading) == lines(golden.problems)
    assert read_aside(reading) == lines(golden.aside)


def test_nine_in_ten_golden_workbooks_are_understood_without_a_layout_file(read: Read) -> None:
    understood = [
        name
        for name, golden in GOLDEN.items()
        if (reading := _read(golden, read)).records and not golden.refused
        if read_records(reading, golden) == wanted(golden)
    ]
    assert len(GOLDEN) >= 70
    assert len(understood) >= 0.9 * len(GOLDEN)
