"""What was wrong or worth knowing in the files, cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bcr.pages.addresses import addresses
from bcr.pages.frame import frame
from bcr.pages.page import Amount, Code, Column, Finding, Notice, Page, Section, Table
from bcr.pages.words import count, listed, whole
from bcr.provenance import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

#: Rows listed of one file, and of all: the rest is counted, and `bcr check` lists it.
MOST_OF_A_FILE = 60
MOST_OF_ALL = 300
#: Text of a cell that is quoted; the rest is in the workbook.
MOST_QUOTED = 160
SEVERITIES: tuple[tuple[Severity, str, str], ...] = (
    (Severity.ERROR, "error", "could not be used"),
    (Severity.WARNING, "warning", "used, and contradicts something else"),
    (Severity.NOTICE, "notice", "used; says how it was understood"),
)
COLUMNS = (
    Column("Cell"),
    Column("Found"),
    Column("What is wrong, and what to do"),
    Column("Severity"),
    Column("Rule"),
)


def problems_page(dossier: Dossier) -> Page:
    """Problems by file, the worst files first."""
    rows = list(dossier.problems.iter_rows(named=True))
    blocks: tuple[Block, ...] = (Finding(_finding(rows), _detail(rows)),)
    if rows:
        blocks = (*blocks, _rules(rows), *_files(rows))
    else:
        blocks = (*blocks, Notice("Every cell that was read could be used as it stands."))
    return Page("problems.html", "Data quality", blocks, frame(dossier))


def _finding(rows: Sequence[Row]) -> str:
    if not rows:
        return "No problem was found in any file"
    files = len({row["path"] for row in rows})
    errors = sum(row["severity"] == Severity.ERROR for row in rows)
    if not errors:
        return f"Every value could be used; {count(len(rows), 'remark')} in {count(files, 'file')}"
    places = count(errors, "place")
    return f"{places} could not be used as found, in {count(_erring(rows), 'file')}"


def _erring(rows: Sequence[Row]) -> int:
    return len({row["path"] for row in rows if row["severity"] == Severity.ERROR})


def _detail(rows: Sequence[Row]) -> str:
    counted = Counter(row["severity"] for row in rows)
    said = [
        f"{count(counted[severity], name)} ({meaning})"
        for severity, name, meaning in SEVERITIES
        if counted[severity]
    ]
    return f"{listed(said)}." if said else ""


def _rules(rows: Sequence[Row]) -> Section:
    """How often each rule was broken."""
    counted = Counter((row["rule"], row["severity"]) for row in rows)
    lines = tuple(
        (Code(rule), severity, Amount(whole(n), n))
        for (rule, severity), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
    columns = (Column("Rule"), Column("Severity"), Column("Times", number=True))
    return Section("By rule", "rules", (Table("Problems by rule", columns, lines),))


def _files(rows: Sequence[Row]) -> tuple[Section, ...]:
    files: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        files[row["path"]].append(row)
    ordered = sorted(files.items(), key=lambda item: (-_errors(item[1]), -len(item[1]), item[0]))
    anchors = addresses(files)
    left, sections = MOST_OF_ALL, []
    for path, found in ordered:
        shown = min(len(found), MOST_OF_A_FILE, left)
        left -= shown
        sections.append(_file(path, f"file-{anchors[path]}", found, shown))
    return tuple(sections)


def _errors(rows: Sequence[Row]) -> int:
    return sum(row["severity"] == Severity.ERROR for row in rows)


def _file(path: str, anchor: str, rows: Sequence[Row], shown: int) -> Section:
    note: Words = ""
    if more := len(rows) - shown:
        note = (f"{whole(more)} more are not listed here; all of them: ", Code(f"bcr check {path}"))
    lines = tuple(_line(row) for row in rows[:shown])
    table = Table(f"Problems in {path}", COLUMNS, lines, note)
    return Section(path, anchor, (table,), kicker=count(len(rows), "problem"))


def _line(row: Row) -> tuple[Words, ...]:
    where = f"{row['sheet']}!{row['cell']}" if row["cell"] and row["sheet"] else None
    found = row["found"]
    quoted = found if len(found) <= MOST_QUOTED else f"{found[:MOST_QUOTED]}…"
    return (
        Code(where or row["cell"] or row["sheet"] or "whole file"),
        Code(quoted) if quoted else "nothing",
        row["message"],
        row["severity"],
        Code(row["rule"]),
    )
