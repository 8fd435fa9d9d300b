"""From figures to files: the site of a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bcr.pages.dossier import Dossier


def report(found: Dossier, output: Path) -> list[Path]:
    """Write the site of a portfolio and give its files."""
    from bcr.pages.site import site_pages
    from bcr.render.html import write_site
    from bcr.workflow.made_from import made_from

    return write_site(site_pages(found), output, made_from(found))
