"""What is filled into the template is what is read."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bcr import model
from bcr.config import default_logics
from bcr.workbook.reading import read_file
from bcr.workbook.template.columns import Need
from bcr.workbook.template.workbook import write_template
from tests.workbook.template_cells import (
    COLUMNS,
    TABLES,
    as_read,
    cells_of,
    filled,
    locators,
    only_notices,
    rows,
    stored,
    typed,
)

CALLBACK = {"logic": "callback", "name": "Call-back", "response": "=1+1"}
#: What the reader puts where a benefit names no logic and no kind of target.
DEFAULTS = (model.UNCLASSIFIED, model.TargetKind.LEVEL.value)
#: Writing and reading a file takes half a second: few examples, and no search for a smaller one.
FEW = settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def test_every_header_reads_back_as_its_own_column(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, default_logics())

    read = {block.holds: dict(block.columns) for block in read_file(path).blocks}

    assert read == {table: locators(table) for table in TABLES}


def test_a_template_with_no_row_filled_in_reads_as_its_logics_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, default_logics())

    reading = read_file(path)

    assert not reading.refused
    assert only_notices(reading)
    assert list(reading.records) == ["logics"]
    assert rows(reading, "logics") == default_logics()


def test_every_example_of_the_notes_arrives_in_its_column(template: Path, tmp_path: Path) -> None:
    path = filled(template, tmp_path, {c.field: typed(c) for c in COLUMNS})

    reading = read_file(path)

    assert only_notices(reading), reading.problems
    for table, columns in TABLES.items():
        assert rows(reading, table) == [{stored(c): as_read(c, typed(c)) for c in columns}]


@FEW
@given(st.data())
def test_whichever_optional_columns_are_filled_their_values_arrive(
    template: Path, data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from([c for c in COLUMNS if c.need is not Need.MUST])))
    wanted = {c for c in COLUMNS if c.need is Need.MUST} | chosen
    cells = {c.field: data.draw(cells_of(c), label=c.field) for c in COLUMNS if c in wanted}
    if cells.get("benefits.target_kind") == "Percent" and "benefits.target" in cells:
        # Without the percent format, one above 1 is asked about.
        cells["benefits.target"] = data.draw(st.integers(-100, 100)) / 100
    with TemporaryDirectory() as folder:
        reading = read_file(filled(template, Path(folder), cells))

    for table, columns in TABLES.items():
        expected = {stored(c): as_read(c, cells[c.field]) for c in columns if c in wanted}
        arrived = rows(reading, table)[0]
        assert {name: arrived[name] for name in expected} == expected
        assert {v for n, v in arrived.items() if n not in expected} <= {None, *DEFAULTS}


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    write_template(path, [CALLBACK])

    arrived = rows(read_file(path), "logics")

    assert [{name: row[name] for name in CALLBACK} for row in arrived] == [CALLBACK]
