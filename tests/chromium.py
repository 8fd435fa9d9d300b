"""The Chromium that browser tests drive: found, or installed where that can be done unasked.

`python -m tests.chromium` leaves a machine with one, or stops and says how to get it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

HOW = """\
The browser tests need Chromium, and none was found. One of these helps:
  Debian, as root:           apt-get install chromium fonts-dejavu-core
  any system:                .venv/bin/playwright install chromium
  one that stands elsewhere: CHROMIUM=/path/to/chromium make test
To run the other tests only: .venv/bin/pytest -m "not browser\""""


def find() -> str | None:
    """Path of a Chromium: $CHROMIUM, else the first on PATH, else playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    on_path = filter(None, map(shutil.which, NAMES))
    return next(on_path, None) or _playwrights_own()


def install() -> None:
    """Ask the system for Chromium, and playwright where the system cannot be asked."""
    if debian.is_at_hand():
        # One font is enough: without any, pages have no letters to measure or to draw.
        debian.install("chromium", "fonts-dejavu-core")
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    """Find Chromium or install it; print where it is, or exit with what to do."""
    if "CHROMIUM" not in os.environ and not find():
        try:
            install()
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"{error}\n{HOW}")
    path = find()
    if path is None:
        sys.exit(HOW)
    sys.stdout.write(f"Browser tests use {path}\n")


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


if __name__ == "__main__":
    main()
