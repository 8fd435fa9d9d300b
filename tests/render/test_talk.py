"""Where a command may not style what it says, it says the same in plain lines."""

from __future__ import annotations

from io import StringIO

import pytest

from bcr.provenance import CellRef, Problem, Severity
from bcr.render.talk import Plain, Talk, print_problems, talk_on
from bcr.render.terminal import console

PROBLEMS = [
    Problem(CellRef("a.xlsx", "S1", f"B{row}"), "soon\t[red]", "Write a number.", "not-a-number")
    for row in range(1, 9)
] + [Problem(CellRef("a.xlsx"), "", "It is hidden.", "hidden-sheet", Severity.NOTICE)]  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def said_on(out: Talk, file: StringIO, *, all_problems: bool) -> str:
    print_problems(out, PROBLEMS, all_problems=all_problems)
    return file.getvalue()


@pytest.mark.parametrize("all_problems", [True, False])
def test_a_pipe_is_told_what_a_console_without_styles_is(*, all_problems: bool) -> None:
    pipe, other = StringIO(), StringIO()
    plain = talk_on(pipe)
    assert isinstance(plain, Plain)
    text = said_on(plain, pipe, all_problems=all_problems)
    assert text == said_on(console(other), other, all_problems=all_problems)
    assert text.count("Write a number.") == (8 if all_problems else 5)
    assert ("… and 3 more [not-a-number]" in text) is not all_problems
    assert "[red]" in text


def test_a_pipe_that_is_to_be_styled_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    pipe = StringIO()
    text = said_on(talk_on(pipe), pipe, all_problems=True)
    assert "\x1b[31m" in text
    assert text.count("Write a number.") == 8
