"""The files everything was read from: what each holds, what was set aside, and its hash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bcr.pages.addresses import addresses
from bcr.pages.frame import frame
from bcr.pages.page import Amount, Code, Column, Facts, Finding, Notice, Page, Section, Table
from bcr.pages.words import count, listed, whole
from bcr.provenance import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bcr.pages.dossier import Dossier, Row
    from bcr.pages.page import Block, Words

COLUMNS = (
    Column("Sheet"),
    Column("Range"),
    Column("Holds"),
    Column("Rows read", number=True),
    Column("Rows set aside"),
    Column("Columns not used"),
)


def sources_page(dossier: Dossier) -> Page:
    """Every file by its path, the versions of one in the order of import."""
    rows = list(dossier.sources.sort("path", "import_no").iter_rows(named=True))
    records = sum(row["records"] for row in rows)
    blocks: tuple[Block, ...]
    if rows:
        anchors = addresses(row["source_id"] for row in rows)
        finding = f"{count(records, 'record')} from {count(len(rows), 'file')}"
        kept = "Rows read and rows set aside, with the reason, add up to the rows that are there."
        sections = (_file(dossier, row, f"source-{anchors[row['source_id']]}") for row in rows)
        blocks = (Finding(finding, kept), *sections)
    else:
        blocks = (Finding("No file has been imported yet"), Notice("There is nothing to trace."))
    return Page("sources.html", "Sources", blocks, frame(dossier))


def _file(dossier: Dossier, row: Row, anchor: str) -> Section:
    found = [block for key, block in dossier.block_rows.items() if key[0] == row["source_id"]]
    facts = Facts(
        (
            ("SHA-256", Code(content_of(row["source_id"]))),
            ("Size", f"{whole(row['bytes'])} bytes"),
            ("Records", whole(row["records"])),
        )
    )
    lines = tuple(_block(block) for block in sorted(found, key=lambda block: int(block["block"])))
    table: tuple[Block, ...] = (Table(f"Tables and forms in {row['path']}", COLUMNS, lines),)
    return Section(row["path"], anchor, (facts, *(table if lines else ())))


def _block(block: Row) -> tuple[Words, ...]:
    return (
        block["sheet"] or "the file",
        Code(block["range"]),
        block["holds"].replace("_", " "),
        Amount(whole(block["rows"]), block["rows"]),
        _set_aside(block["set_aside"]),
        listed([f"{header} ({where})" for header, where in block["unmatched"].items()], most=12)
        or "none",
    )


def _set_aside(rows: Mapping[str, str]) -> str:
    """Reasons with the rows they apply to."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for row, reason in rows.items():
        reasons[reason].append(row)
    said = [
        f"{count(len(at), 'row')}: {reason} ({'row' if len(at) == 1 else 'rows'} {listed(at)})"
        for reason, at in reasons.items()
    ]
    return "; ".join(said) or "none"
