"""The answers of an audit: a line a check, and what moved below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bcr.checks import Check, Finding

#: Things shown of one check; the rest are counted.
_SHOWN: Final = 20
_COLUMNS: Final = ("check", "answer", "looked_at", "where", "what", "expected", "found")


def print_checks(out: Console, checks: Iterable[Check]) -> None:
    """Print a line for each check, and what moved."""
    for check in checks:
        answer, colour = ("MOVED", "red") if check.findings else ("holds", "green")
        line = Text.assemble(
            (f"{answer}  ", colour), (f"{check.name:<14}", "bold"), check.looked_at
        )
        out.print(line.append(f"; {check.skipped}", "dim") if check.skipped else line)
        for finding in check.findings[:_SHOWN]:
            out.print(Text(f"         {finding.where}: {finding.what}{_change(finding)}"))
        if len(check.findings) > _SHOWN:
            out.print(Text(f"         and {len(check.findings) - _SHOWN:,} more", "dim"))


def _change(finding: Finding) -> str:
    """Say both sides where they are short; of a hash its beginning is enough to tell."""
    if not finding.expected and not finding.found:
        return ""
    expected, found = (_short(text) for text in (finding.expected, finding.found))
    return f" (was {expected}, is {found})"


def _short(text: str) -> str:
    if not text:
        return "nothing"
    return f"{text[:12]}…" if len(text) == 64 and text.isalnum() else f"“{text[:80]}”"


def audited_rows(checks: Iterable[Check]) -> pl.DataFrame:
    """Give a row for each finding, and one for each check that holds."""
    rows: list[tuple[str, ...]] = []
    for check in checks:
        if not check.findings:
            rows.append((check.name, "holds", check.looked_at, "", check.skipped, "", ""))
        for one in check.findings:
            place = (check.name, "moved", check.looked_at)
            rows.append((*place, one.where, one.what, one.expected, one.found))
    return pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")
