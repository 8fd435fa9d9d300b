"""Progress: every item once and in order, a bar on terminals only."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bcr.render.progress import watched


@pytest.mark.parametrize("pausing", [False, True])
@pytest.mark.parametrize("terminal", [False, True])
def test_items_come_once_and_in_order_and_a_bar_is_drawn_on_terminals_only(
    *, terminal: bool, pausing: bool
) -> None:
    screen = io.StringIO()
    out = Console(file=screen, force_terminal=terminal, width=80)

    assert list(watched(range(5), out, "Reading", total=5, pausing=pausing)) == [0, 1, 2, 3, 4]

    assert ("Reading" in screen.getvalue()) == terminal


def test_what_is_printed_while_a_bar_pauses_has_its_line_to_itself() -> None:
    screen = io.StringIO()
    out = Console(file=screen, force_terminal=True, width=80)

    for number in watched(range(3), out, "Reading", total=3, pausing=True):
        screen.write(f"line {number}\n")

    shown = screen.getvalue()
    assert all(f"line {number}\n" in shown for number in range(3))
    assert shown.endswith("\x1b[2K")
