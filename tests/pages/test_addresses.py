"""Ids of any kind become file names that stay in their folder and differ."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bcr.pages.addresses import addresses

NAME = re.compile(r"[A-Za-z0-9_-]+")


def test_a_plain_id_is_its_own_address() -> None:
    assert addresses(["CC-01", "ferry"]) == {"CC-01": "CC-01", "ferry": "ferry"}


def test_an_id_that_climbs_out_of_the_folder_stays_in_it() -> None:
    (name,) = addresses(["../../etc/passwd"]).values()

    assert NAME.fullmatch(name)


def test_ids_that_differ_only_in_case_get_files_that_windows_can_tell_apart() -> None:
    names = addresses(["Ferry", "ferry"]).values()

    assert len({name.casefold() for name in names}) == 2


def test_names_of_windows_devices_are_not_used() -> None:
    names = addresses(["con", "NUL", "com1"]).values()

    assert {"con", "nul", "com1"}.isdisjoint(name.casefold() for name in names)


def test_an_id_does_not_depend_on_the_ids_beside_it() -> None:
    alone, together = addresses(["a b/c"]), addresses(["a b/c", "other", "x/y"])

    assert alone["a b/c"] == together["a b/c"]


@given(st.lists(st.text(max_size=90), unique=True, max_size=20))
def test_every_id_has_an_address_of_its_own(ids: list[str]) -> None:
    names = addresses(ids)

    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(NAME.fullmatch(name) and len(name) <= 80 for name in names.values())
