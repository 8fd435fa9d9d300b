"""Pages as HTML: the same bytes twice, nothing from a workbook runs, every link leads somewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from bcr.charts.theme import STATUS_PAINT
from bcr.pages.site import site_pages
from bcr.portfolio import Portfolio
from bcr.render.html import page_html, write_site
from tests.pages.portfolios import Records, benefit, dossier, realistic
from tests.render.portfolios import HOSTILE, hostile

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)


class Links(HTMLParser):
    """Addresses a page leads to, the places on it that can be led to, and what it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.to: list[str] = []
        self.places: set[str] = set()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(named)
        self.to += [named[key] or "" for key in ("href", "src") if key in named]
        self.places |= {named["id"] or ""} if "id" in named else set()


def html(records: Records) -> dict[str, str]:
    return {page.path: page_html(page) for page in site_pages(dossier(records))}


def dead_ends(folder: Path) -> list[tuple[str, str]]:
    """Page and address of each link that leads to no page of the site, or to no place on it."""
    pages = {path: Links() for path in folder.rglob("*.html")}
    for path, links in pages.items():
        links.feed(path.read_text(encoding="utf-8"))
    return [
        (path.name, to)
        for path, links in pages.items()
        for to in links.to
        if not to.startswith(("data:", "http://", "https://")) and not _is_there(path, to, pages)
    ]


def _is_there(path: Path, to: str, pages: Mapping[Path, Links]) -> bool:
    name, _, place = to.partition("#")
    target = path.parent.joinpath(name).resolve() if name else path
    return target.is_file() and (not place or place in pages[target].places)


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    made = dossier(realistic())

    first = write_site(site_pages(made), tmp_path / "first")
    second = write_site(site_pages(dossier(realistic())), tmp_path / "second")

    assert [path.name for path in first] == [path.name for path in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bcr.pages.site import site_pages;"
        "from bcr.render.html import write_site;"
        "from tests.pages.portfolios import dossier, realistic;"
        "write_site(site_pages(dossier(realistic())), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(tmp_path / seed)]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)

    listed = [(tmp_path / seed / "manifest.json").read_bytes() for seed in ("1", "2")]
    assert listed[0] == listed[1]


def test_every_link_leads_to_a_page_and_a_place_that_are_there(tmp_path: Path) -> None:
    records = realistic()
    records.benefits += [benefit(f"many{n}", "CC-01") for n in range(60)]
    write_site(site_pages(dossier(records)), tmp_path)
    assert dead_ends(tmp_path) == []


def test_no_page_names_an_address_outside_the_site() -> None:
    for path, text in html(realistic()).items():
        markup = SCRIPT.sub("", text)
        assert "://" not in markup, path


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_workbook_stays_text(text: str) -> None:
    for path, page in html(hostile(text)).items():
        parsed = Links()
        parsed.feed(page)
        assert "<script>alert" not in page, path
        assert not {"img", "iframe", "object", "form"} & parsed.tags, path
        assert not [name for name in parsed.attributes if name.startswith("on")], path
        assert not [to for to in parsed.to if to.startswith("javascript:")], path
        for data in SCRIPT.findall(page):
            if data:
                json.loads(data)


def test_ids_that_climb_stay_in_the_folder_of_the_site(tmp_path: Path) -> None:
    records = Records(benefits=[benefit("b", "../../x"), benefit("c", "..\\y"), benefit("d", "/z")])

    written = write_site(site_pages(dossier(records)), tmp_path / "site")

    assert all(path.resolve().is_relative_to(tmp_path / "site") for path in written)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_paths_are_short_enough_for_windows() -> None:
    records = Records(benefits=[benefit("b" * 300, "c" * 300, logic="l" * 300)])

    assert all(len(PurePosixPath(page).name) < 90 for page in html(records))


def test_an_unknown_status_has_the_same_look_in_tables_as_in_charts(tmp_path: Path) -> None:
    write_site(site_pages(dossier(Records())), tmp_path)

    style = (tmp_path / "assets" / "site.css").read_text(encoding="utf-8")
    for status, paint in STATUS_PAINT.items():
        assert f".s-{status.value}" in style
        assert f"background: {paint.fill}; border-color: {paint.edge}" in style


def test_the_warning_stands_on_every_page_of_made_up_figures() -> None:
    made = dossier(realistic(), portfolio=Portfolio(illustrative=True))

    for page in site_pages(made):
        assert "made up to show how a report reads" in page_html(page)


def test_a_page_of_a_case_stays_below_eighty_kilobytes() -> None:
    sizes = {path: len(text.encode()) for path, text in html(realistic()).items()}

    assert max(sizes.values()) < 80_000, max(sizes.items(), key=lambda item: item[1])
