"""What was planted in cases/contact-centre, as its truth.json says it."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "cases" / "contact-centre"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


def planted(kind: str) -> list[str]:
    """The benefits of a kind."""
    return [row["benefit_id"] for row in TRUTH["benefits"] if kind in row["kinds"]]
