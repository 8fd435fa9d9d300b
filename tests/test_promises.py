"""A benefit is known by its title as it stands now, and by one row of its file."""

from __future__ import annotations

from bcr.workflow.promises import Promises, promises_of, with_own_title
from tests.store.readings import Row, reading

QUEUE: Row = {"benefit_id": "queue", "title": "Shorter queue"}


def known(*files: list[Row]) -> Promises:
    promises = Promises()
    for number, rows in enumerate(files):
        promises.add(promises_of(reading(f"file {number}", benefits=rows)))
    return promises


def test_a_benefit_is_found_by_its_title_however_it_is_written() -> None:
    found = known([QUEUE]).only_one("shorter queue", but=())
    assert found is not None
    assert found.benefit_id == "queue"


def test_a_title_that_two_benefits_have_names_neither() -> None:
    promises = known([QUEUE], [QUEUE | {"benefit_id": "line"}])
    assert promises.only_one("shorter queue", but=()) is None
    found = promises.only_one("shorter queue", but={"queue"})
    assert found is not None
    assert found.benefit_id == "line"


def test_a_benefit_with_another_title_now_is_not_known_by_the_one_before() -> None:
    promises = known([QUEUE], [QUEUE | {"title": "Faster answers"}])
    assert promises.only_one("shorter queue", but=()) is None
    assert promises.only_one("faster answers", but=()) is not None


def test_of_two_rows_with_one_id_the_first_counts() -> None:
    later = QUEUE | {"title": "Faster answers", "row": 9}
    promises = known([later, QUEUE | {"row": 3}])
    assert promises.only_one("faster answers", but=()) is None
    assert promises.only_one("shorter queue", but=()) is not None


def test_a_title_that_its_file_has_twice_is_not_its_own() -> None:
    rows: list[Row] = [
        QUEUE,
        QUEUE | {"benefit_id": "line"},
        {"benefit_id": "call", "title": "Fewer calls"},
    ]
    assert with_own_title(promises_of(reading("a", benefits=rows))) == [2]
