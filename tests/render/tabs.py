"""What a browser test can ask of an open page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from axe_playwright_python.base import AXE_FILE_PATH

from bcr.pages.site import site_pages
from bcr.portfolio import Portfolio
from bcr.render.html import charts, write_site
from tests.pages.portfolios import Records, dossier

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page as Tab

    from bcr.pages.page import Chart, Page

#: Kind of chart → name of its marks → the rows each mark stands for, and the field it needs.
COUNTED: dict[str, dict[str, tuple[str, str]]] = {
    "counts": {"bars": ("rows", "benefits")},
    "stacks": {"bars": ("rows", "benefits")},
    "shares": {
        "points": ("rows", "share"),
        "intervals": ("rows", "low"),
        "bounds": ("rows", "bound_low"),
    },
    "money": {"intended": ("rows", "intended"), "realised": ("rows", "realised")},
    "contrasts": {"having": ("rows", "share_with"), "without": ("rows", "share_without")},
    "funnel": {"points": ("points", "share")},
    "steps": {"links": ("links", "link")},
    "movement": {"levels": ("rows", "level")},
    "waterfall": {"bars": ("rows", "from")},
    "ladder": {"steps": ("rows", "money")},
    "pairs": {"approved": ("rows", "approved"), "now": ("rows", "now")},
    "slips": {"approved": ("rows", "approved"), "now": ("rows", "now")},
    "record": {
        "observed": ("rows", "value"),
        "levels": ("levels", "label"),
        "moments": ("moments", "label"),
    },
}
#: Marks that can be seen, by the name of their layer.
MARKS = """canvas => {
  const seen = {};
  for (const group of canvas.querySelectorAll("g[class*='_marks']")) {
    const name = group.getAttribute("class").match(/ ([a-z]+)(_\\d+)?_marks/)?.[1];
    if (!name) continue;
    const boxes = [...group.children].map(mark => mark.getBoundingClientRect());
    seen[name] = (seen[name] ?? 0) + boxes.filter(box => box.width + box.height > 0).length;
  }
  return seen;
}"""
#: Texts of a page whose contrast to what is behind them is below 4.5 to 1.
FAINT = """() => {
  const parse = text => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map(part => part / 255)
    .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || parent.closest("svg, script, noscript")) continue;
    const [one, two] = [light(parse(getComputedStyle(parent).color)), light(behind(parent))];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (contrast < 4.5) faint.push([walker.currentNode.textContent.trim(), contrast]);
  }
  return faint;
}"""


#: All that WCAG 2.2 asks for up to AA, so far as a machine can tell, and what axe advises.
WCAG_2_2_AA = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: All that a dark screen can change.
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


class Made(NamedTuple):
    """A site that was written."""

    folder: Path
    pages: list[Page]


@dataclass
class Seen:
    """What went on while a page was open."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def watched(tab: Tab) -> Seen:
    """Keeps what the page says in the console and what it asks for."""
    seen = Seen()
    tab.on("console", lambda message: seen.complaints.append(message.text))
    tab.on("pageerror", lambda error: seen.complaints.append(str(error)))
    tab.on("request", lambda request: seen.requests.append(request.url))
    tab.on("dialog", lambda dialog: seen.complaints.append(f"a dialog: {dialog.message}"))
    return seen


def opened(tab: Tab, folder: Path, page: Page) -> None:
    """The page, with all of its charts drawn."""
    tab.goto((folder / page.path).as_uri())
    if list(charts(page.blocks)):
        tab.wait_for_selector("html[data-charts=drawn]", state="attached")


def marks_of(chart: Chart) -> dict[str, int]:
    """How many marks of each name the data of a chart asks for."""
    drawing = chart.drawing
    return {
        name: sum(field_ in row for row in drawing.datasets[rows])
        for name, (rows, field_) in COUNTED[drawing.kind].items()
    }


def site(records: Records, folder: Path) -> Made:
    """The site of a portfolio, written to a folder."""
    portfolio = Portfolio(title="Test portfolio", illustrative=True)
    pages = list(site_pages(dossier(records, portfolio=portfolio)))
    write_site(pages, folder)
    return Made(folder, pages)


def of_each_kind(pages: list[Page]) -> list[Page]:
    """The pages at the top, and of each folder those with the fewest and the most charts."""
    top = [page for page in pages if "/" not in page.path]
    below = sorted((page for page in pages if "/" in page.path), key=_charts)
    for _, found in groupby(sorted(below, key=_folder), key=_folder):
        fewest, *others = found
        top += [fewest, *others[-1:]]
    return top


def breaches(tab: Tab, rules: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe finds wrong with the open page: the rule, and the first element that breaks it."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    asked = {"runOnly": rules, "resultTypes": ["violations"]}
    found = tab.evaluate("async asked => (await axe.run(asked)).violations", asked)
    return [(breach["id"], breach["nodes"][0]["html"]) for breach in found]


def _charts(page: Page) -> int:
    return sum(1 for _ in charts(page.blocks))


def _folder(page: Page) -> str:
    return page.path.partition("/")[0]
