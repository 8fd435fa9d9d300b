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
    here = promises_of(reading("a", benefits=rows))
    assert with_own_title(here, among=here["key"]) == [2]
    assert with_own_title(here, among=()) == []


def test_titles_that_several_benefits_have_are_not_looked_for() -> None:
    common: list[Row] = [QUEUE, {"benefit_id": "call", "title": "Fewer calls"}]
    promises = known(common, [QUEUE | {"benefit_id": "line"}])
    titles = ("shorter queue", "fewer calls", "new")
    assert promises.perhaps_one(titles, but={"other"}) == {"fewer calls"}


def test_a_title_that_several_have_may_be_one_s_where_some_are_looked_past() -> None:
    promises = known([QUEUE], [QUEUE | {"benefit_id": "line"}])
    assert promises.perhaps_one(["shorter queue"], but={"queue"}) == {"shorter queue"}


def test_a_title_that_several_had_may_be_one_s_now() -> None:
    renamed = QUEUE | {"benefit_id": "line", "title": "Faster answers"}
    promises = known([QUEUE], [QUEUE | {"benefit_id": "line"}], [renamed])
    assert promises.perhaps_one(["shorter queue"], but=()) == {"shorter queue"}
    found = promises.only_one("shorter queue", but=())
    assert found is not None
    assert found.benefit_id == "queue"


def test_titles_of_one_file_are_told_apart_however_often_they_stand_there() -> None:
    again: list[Row] = [QUEUE | {"benefit_id": f"queue {number}"} for number in range(3)]
    promises = known([QUEUE], again)
    past = {"queue 0", "queue 1", "queue 2"}
    found = promises.only_one("shorter queue", but=past)
    assert found is not None
    assert found.benefit_id == "queue"
