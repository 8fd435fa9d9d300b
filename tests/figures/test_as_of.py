from __future__ import annotations

import datetime as dt

from bcr.figures.as_of import last_date
from bcr.schemas.records import Observations
from tests.figures.tables import benefits, monthly, table

NOTHING = table(Observations, [])


def test_the_last_date_is_the_last_thing_that_happened() -> None:
    promised = benefits({"reported_on": dt.date(2024, 2, 29), "due_on": dt.date(2030, 1, 1)})
    assert last_date(promised, monthly([1.0, 2.0], first=dt.date(2023, 1, 1))) == dt.date(
        2024, 2, 29
    )
    assert last_date(promised, monthly([1.0] * 4, first=dt.date(2024, 1, 1))) == dt.date(
        2024, 4, 30
    )


def test_where_nothing_is_dated_as_having_happened_the_last_due_date_is_taken() -> None:
    promised = benefits({"due_on": dt.date(2024, 3, 31)}, {"due_on": dt.date(2022, 3, 31)})
    assert last_date(promised, NOTHING) == dt.date(2024, 3, 31)


def test_data_without_any_date_has_no_last_one() -> None:
    assert last_date(benefits({}), NOTHING) is None
