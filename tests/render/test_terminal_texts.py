"""What people wrote is printed as text: it steers no terminal and is taken for no markup."""

from __future__ import annotations

import io

import polars as pl
import pytest

from bcr.errors import UnknownIdError
from bcr.provenance import Block, Reading
from bcr.render.terminal import console, print_reading, print_rows

STEERING = ("\x1b[2J", "\x1b]0;title\x07", "\r", "\x9b31m", "\u202e", "\b")


@pytest.mark.parametrize("text", STEERING)
def test_an_id_cannot_steer_the_terminal(text: str) -> None:
    screen = io.StringIO()
    print_rows(console(screen), pl.DataFrame({"benefit_id": [f"B-1{text}B-2"]}), ["benefit_id"])
    assert "B-1" in screen.getvalue()
    assert not {"\x1b", "\x07", "\r", "\x9b", "\u202e", "\b"} & set(screen.getvalue())


def test_an_id_in_a_message_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in str(UnknownIdError("no benefit B\x1b[2J", "try B\x1b[1m"))


@pytest.mark.parametrize("header", ["[/bold]", "[red]Target[/]", ":smile:"])
def test_a_header_in_square_brackets_is_printed_as_it_is(header: str) -> None:
    block = Block("S1", "A1:B9", "benefits", 3, {}, {header: "B"}, {}, (f"B is {header}",))
    screen = io.StringIO()
    reading = Reading("a.xlsx", "", 1, (block,))
    print_reading(console(screen), reading, all_problems=True, explain=True)
    assert header in screen.getvalue()
