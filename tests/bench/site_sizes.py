"""How large the pages of a site are, kind by kind."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

#: A page may be so large, in KB of a thousand bytes, beyond the files that pages share.
MOST_KB: Final = 80


def size_table(site: Path) -> str:
    """Pages of each kind with their sizes, then the shared files, as Markdown."""
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for path in site.rglob("*.html"):
        size = path.stat().st_size / 1000
        kinds["all pages"].append(size)
        kinds[_kind(path.relative_to(site).as_posix())].append(size)
    lines = [
        f"| page | pages | median KB | 95th percentile | largest | over {MOST_KB} KB |",
        "|---|" + "---:|" * 5,
        *(_line(kind, sorted(sizes)) for kind, sizes in sorted(kinds.items(), key=_largest)),
        "",
        f"Beside them: {', '.join(_shared(site))}.",
    ]
    return "\n".join(lines) + "\n"


def _kind(path: str) -> str:
    """The name that pages of one sort share: cases/C-1.2.html is a page of cases/."""
    folder, slash, name = path.rpartition("/")
    return f"`{folder}/`" if slash else f"`{re.sub(r'[.][0-9]+(?=[.]html)', '', name)}`"


def _largest(item: tuple[str, list[float]]) -> tuple[bool, float]:
    """All pages first, then the kinds by their largest page."""
    kind, sizes = item
    return kind != "all pages", -max(sizes)


def _line(kind: str, sizes: list[float]) -> str:
    middle, high = sizes[len(sizes) // 2], sizes[len(sizes) * 95 // 100]
    over = sum(size > MOST_KB for size in sizes)
    return f"| {kind} | {len(sizes):,} | {middle:.0f} | {high:.0f} | {sizes[-1]:.0f} | {over:,} |"


def _shared(site: Path) -> list[str]:
    """The files that are no page, with their sizes."""
    others = sorted(path for path in site.rglob("*") if path.is_file() and path.suffix != ".html")
    return [
        f"`{path.relative_to(site).as_posix()}` {path.stat().st_size / 1000:,.0f} KB"
        for path in others
    ]
