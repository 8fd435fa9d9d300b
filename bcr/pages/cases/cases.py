"""All cases, a few screens a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.pages.frame import frame
from bcr.pages.listing import case_table
from bcr.pages.page import Finding, Link, Notice, Page, Paragraph
from bcr.pages.words import count, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bcr.pages.dossier import Dossier
    from bcr.pages.page import Block

CASES_A_PAGE = 80


def cases_pages(dossier: Dossier) -> Iterator[Page]:
    """The list of cases by title; one page, or several linked ones."""
    ids = list(dossier.case_rows)
    pages = max(1, -(-len(ids) // CASES_A_PAGE))
    for index in range(pages):
        chosen = ids[index * CASES_A_PAGE : (index + 1) * CASES_A_PAGE]
        blocks: list[Block] = [Finding(_finding(dossier))]
        if chosen:
            blocks += [*_paging(index, pages), case_table(dossier, chosen, "Cases by title")]
        else:
            blocks.append(Notice("No business case has been imported yet."))
        title = "Cases" if index == 0 else f"Cases, page {index + 1}"
        yield Page(path(index), title, tuple(blocks), frame(dossier))


def path(index: int) -> str:
    """Path of page number `index`, from 0.

    >>> path(0), path(1)
    ('cases.html', 'cases.2.html')
    """
    return "cases.html" if index == 0 else f"cases.{index + 1}.html"


def _finding(dossier: Dossier) -> str:
    promised = sum(case_id in dossier.gaps_by_case for case_id in dossier.case_rows)
    cases = count(len(dossier.case_rows), "business case")
    if promised == len(dossier.case_rows):
        return f"{cases} with {count(len(dossier.promised), 'intended benefit')}"
    return f"{cases}, {whole(promised)} of them with intended benefits on record"


def _paging(index: int, pages: int) -> tuple[Block, ...]:
    if pages == 1:
        return ()
    words: list[str | Link] = []
    for at in range(pages):
        words += [", "] if at else []
        words.append(f"page {at + 1}" if at == index else Link(f"page {at + 1}", path(at)))
    return (Paragraph(tuple(words)),)
