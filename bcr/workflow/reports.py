"""From figures to files: the site of a portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bcr.pages.dossier import Dossier
    from bcr.pages.page import Page


def report(found: Dossier, output: Path) -> list[Path]:
    """Write the site of a portfolio and give its files."""
    from bcr.render.html import write_site
    from bcr.workflow.made_from import made_from

    return write_site(report_pages(found), output, made_from(found))


def report_in_one(found: Dossier, file: Path) -> int:
    """Write the whole report as one HTML document and give its size in bytes."""
    from bcr.render.folder import write_file
    from bcr.render.single import single_html

    document = single_html(report_pages(found))
    write_file(document, file)
    return len(document)


def report_pictures(found: Dossier, folder: Path) -> list[Path]:
    """Write each chart of the report as SVG and PNG and give the files."""
    from bcr.render.folder import write_folder
    from bcr.render.pictures import picture_files
    from bcr.workflow.made_from import made_from

    return write_folder(picture_files(report_pages(found)), folder, made_from(found))


def report_pages(found: Dossier) -> Iterator[Page]:
    """Give every page of a report, with what a review of its cases gave."""
    from bcr.pages.site import site_pages
    from bcr.workflow.reviews import review

    return site_pages(replace(found, review=review(found)))
