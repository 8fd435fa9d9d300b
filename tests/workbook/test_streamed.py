"""What goes over a pipe in parts arrives whole or not at all."""

from __future__ import annotations

from multiprocessing import Pipe
from threading import Thread

import pytest

from bcr.workbook.streamed import receive, send


@pytest.mark.parametrize(
    "thing",
    [
        [],
        {"short": ["x", None, 7.5]},
        {"long": [f"text {n}" for n in range(100_000)]},
        b"x" * 10**6,
    ],
    ids=["nothing", "short", "long", "bytes"],
)
def test_things_arrive_as_they_were_one_after_the_other(thing: object) -> None:
    here, there = Pipe()

    def send_both() -> None:
        send(there, thing)
        send(there, "and the next")

    Thread(target=send_both).start()

    assert receive(here) == thing
    assert receive(here) == "and the next"


def test_a_sender_that_ends_in_the_middle_is_noticed() -> None:
    here, there = Pipe()
    there.send_bytes(b"\x80\x05\x95\xff\x00\x00\x00\x00\x00\x00\x00]")
    there.close()

    with pytest.raises(EOFError):
        receive(here)
