"""From figures to files: the site of a portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bcr.pages.dossier import Dossier
    from bcr.pages.page import Page


def report(found: Dossier, pages: Iterable[Page], output: Path) -> tuple[list[Path], bool]:
    """Give the files of the site of a portfolio, and whether they had to be written.

    A site that is whole and was made from the same stays as it is; its pages are not even made.
    """
    from bcr.render.folder import standing
    from bcr.render.html import write_site
    from bcr.workflow.made_from import made_from

    of = made_from(found)
    files = standing(output, of)
    return (files, False) if files else (write_site(pages, output, of), True)


def report_in_one(pages: Iterable[Page], file: Path) -> int:
    """Write all pages as one HTML document and give its size in bytes."""
    from bcr.render.folder import write_file
    from bcr.render.single import single_html

    document = single_html(pages)
    write_file(document, file)
    return len(document)


def report_on_paper(found: Dossier, file: Path) -> None:
    """Write the scoreboard and the league table as a PDF for A4."""
    from bcr.locales import written_as
    from bcr.pages.logics.logics import league_sheet
    from bcr.pages.scoreboard import scoreboard
    from bcr.render.folder import write_file
    from bcr.render.paper import paper_pdf

    with written_as(found.portfolio.locale):
        pages = (scoreboard(found), league_sheet(found))
    write_file(paper_pdf(pages), file)


def report_pictures(found: Dossier, pages: Iterable[Page], folder: Path) -> list[Path]:
    """Write each chart of the pages as SVG and PNG and give the files."""
    from bcr.render.folder import write_folder
    from bcr.render.pictures import picture_files
    from bcr.workflow.made_from import made_from

    return write_folder(picture_files(pages), folder, made_from(found))


def report_pages(found: Dossier) -> Iterator[Page]:
    """Give every page of a report, with what a review of its cases gave."""
    from bcr.pages.site import site_pages
    from bcr.workflow.reviews import review

    return site_pages(replace(found, review=review(found)))
