"""Which benefits of a case lie on which of its pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bcr.pages.cases.paging import MOST_BENEFITS, benefits_by_page


@given(points=st.lists(st.integers(0, 5000), max_size=80), costs=st.booleans())
def test_every_benefit_lies_on_one_page_in_its_order(points: list[int], *, costs: bool) -> None:
    rows = [{"benefit_id": n} for n in range(len(points))]

    pages = benefits_by_page(rows, points, costs=costs)

    assert [row for page in pages for row in page] == rows
    assert len(pages) == 1 or all(pages)
    assert max(map(len, pages)) <= MOST_BENEFITS


def test_long_records_lie_on_more_pages_than_short_ones() -> None:
    rows = [{"benefit_id": n} for n in range(12)]

    assert len(benefits_by_page(rows, [0] * 12, costs=False)) == 1
    assert len(benefits_by_page(rows, [120] * 12, costs=False)) == 6
