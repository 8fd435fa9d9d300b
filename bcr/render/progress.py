"""How far a long run has come, on a terminal; elsewhere nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bcr.render.talk import Plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bcr.render.talk import Talk

T = TypeVar("T")


def watched(
    items: Iterable[T], out: Talk, what: str, *, total: int | None = None, pausing: bool = False
) -> Iterator[T]:
    """The items as they come, with a bar on `out` that is gone at the end; none off a terminal.

    `pausing` takes the bar away while an item is in use, since its user prints.
    """
    if isinstance(out, Plain) or not out.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeElapsedColumn(), console=out, transient=True,
                   redirect_stdout=False, redirect_stderr=False)  # fmt: skip
    task = bar.add_task(what, total=total)
    bar.start()
    try:
        for item in items:
            bar.advance(task)
            if pausing:
                bar.stop()
            yield item
            if pausing:
                bar.start()
    finally:
        bar.stop()
