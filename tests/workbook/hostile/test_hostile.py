"""Every hostile file gets its answer, and the run goes on to the last of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bcr.workbook.worker import read_files
from tests.workbook.books import column, said
from tests.workbook.hostile.archives import ARCHIVES
from tests.workbook.hostile.cells import CELLS
from tests.workbook.hostile.others import OTHERS

if TYPE_CHECKING:
    from bcr.provenance import Reading
    from tests.workbook.hostile.hostile import Hostile

HOSTILE = (*ARCHIVES, *CELLS, *OTHERS)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """All of them, read in one run."""
    folder = tmp_path_factory.mktemp("hostile")
    for one in HOSTILE:
        one.write(folder / one.name)
    paths = [folder / one.name for one in HOSTILE]
    return dict(zip((one.name for one in HOSTILE), read_files(paths, []), strict=True))


@pytest.mark.parametrize("one", HOSTILE, ids=lambda one: one.name)
def test_a_hostile_file_gets_its_answer(one: Hostile, readings: dict[str, Reading]) -> None:
    reading = readings[one.name]
    if one.refused:
        assert one.refused in reading.refused
        assert not reading.records
    if one.says:
        assert one.says in said(reading)
    if one.targets is not None:
        assert tuple(column(reading, "benefits.target")) == one.targets
    if one.titles is not None:
        assert tuple(column(reading, "benefits.title")) == one.titles


def test_no_answer_quotes_a_file_of_the_machine(readings: dict[str, Reading]) -> None:
    assert "root:" not in str(list(readings.values()))
