"""What a command says beside its results: styled on a terminal, in plain lines elsewhere."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

from bcr.errors import printable
from bcr.provenance import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from rich.console import Console

    from bcr.provenance import Problem

#: Problems of one rule shown in full for one file; the rest are counted.
_SHOWN: Final = 5
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}
#: By these rich is told to take a stream for a terminal, or not to.
_TOLD: Final = ("FORCE_COLOR", "TTY_COMPATIBLE")


class Plain:
    """A stream on which no style shows; it needs nothing of rich, whose import takes a while."""

    is_terminal: Final = False

    def __init__(self, file: TextIO) -> None:
        self.file = file


Talk: TypeAlias = "Console | Plain"


def talk_on(file: TextIO) -> Talk:
    """Give a stream to talk to somebody on."""
    if not file.isatty() and not any(map(os.environ.get, _TOLD)):
        return Plain(file)
    from bcr.render.terminal import console

    return console(file)


def print_problems(out: Talk, problems: Sequence[Problem], *, all_problems: bool) -> None:
    """Print problems, the gravest first; of many alike, the first few and how many more."""
    grave = list(Severity)
    counts: Counter[str] = Counter()
    for problem in sorted(problems, key=lambda p: grave.index(p.severity)):
        counts[problem.rule] += 1
        if all_problems or counts[problem.rule] <= _SHOWN:
            _say(out, str(problem), _COLOURS[problem.severity])
    for rule, count in counts.items():
        if count > _SHOWN and not all_problems:
            _say(out, f"  … and {count - _SHOWN:,} more [{rule}]; --all shows them.", "dim")


def _say(out: Talk, text: str, style: str) -> None:
    """Print a text; where no style shows, without the time that rich takes."""
    if isinstance(out, Plain) or not out.is_terminal:
        out.file.write(f"{printable(text).expandtabs()}\n")
        return
    from rich.text import Text

    out.print(Text(text, style=style))
