"""How long Chromium takes to make a page of a site answer, opened from disk."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any, Final

from tests import chromium

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ROUNDS: Final = 5
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
#: Notes when the last chart is there.
_WATCH: Final = """
new MutationObserver((_, watching) => {
  if (document.documentElement.dataset.charts !== "drawn") return;
  window.drawnAt = performance.now();
  watching.disconnect();
}).observe(document, { attributes: true, subtree: true });
"""
#: Milliseconds from opening the page to its content, its last chart, and until both are there.
_TIMES: Final = """() => {
  const content = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  return { content, charts: window.drawnAt ?? null };
}"""
_READY: Final = """() => document.readyState === "complete"
  && (window.drawnAt !== undefined || !document.querySelector("[data-chart]"))"""
#: Milliseconds from a search to its answer on the page.
_SEARCH: Final = """async () => {
  const field = document.querySelector("input[type=search]");
  const told = document.querySelector(".found");
  if (!field) return null;
  const begun = performance.now();
  const before = told.textContent;
  field.value = "service 17";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (told.textContent === before) await new Promise((done) => setTimeout(done, 1));
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""


def browser_table(site: Path) -> str:
    """Times of pages as Markdown, medians of a few rounds after one that is not counted."""
    from playwright.sync_api import sync_playwright

    case = max((site / "cases").glob("*.html"), key=lambda path: path.stat().st_size)
    pages = ("index.html", "benefits.html", f"cases/{case.name}")
    lines = [
        f"In Chromium, from disk: median of {ROUNDS}, on the clock but for the main thread.",
        "",
        "| page | content ms | charts drawn ms | search answered ms | main thread, processor ms |",
        "|---|" + "---:|" * 4,
    ]
    with sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for page in pages:
            rounds = [_opened(browser, (site / page).as_uri()) for _ in range(ROUNDS + 1)][1:]
            name = "the largest case" if page.startswith("cases/") else f"`{page}`"
            cells = (_median(rounds, of) for of in ("content", "charts", "search", "thread"))
            lines.append(f"| {name} | {' | '.join(cells)} |")
        browser.close()
    return "\n".join(lines) + "\n"


def _opened(browser: Browser, address: str) -> dict[str, float | None]:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    asked = tab.context.new_cdp_session(tab)
    asked.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.add_init_script(_WATCH)
    tab.goto(address)
    tab.wait_for_function(_READY)
    metrics: list[dict[str, Any]] = asked.send("Performance.getMetrics")["metrics"]
    thread = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
    found = {**tab.evaluate(_TIMES), "thread": 1000 * thread, "search": tab.evaluate(_SEARCH)}
    tab.close()
    return found


def _median(rounds: list[dict[str, float | None]], name: str) -> str:
    known = [value for one in rounds if (value := one[name]) is not None]
    return f"{statistics.median(known):.0f}" if known else "–"
