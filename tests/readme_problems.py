"""The catalogue of problems, as it stands in README.md between its two markers.

`python -m tests.readme_problems` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.workbook.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.workbook.catalogue.example import Example

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- problems -->\n).*?(<!-- /problems -->)", re.DOTALL)


def with_problems(readme: str, catalogue: Sequence[Example]) -> str:
    """`readme` with a row for each problem between its markers."""
    rows = "".join(map(_row, catalogue))
    table = f"\n| rule | found | what is said |\n|---|---|---|\n{rows}\n"
    return BLOCK.sub(lambda match: f"{match[1]}{table}{match[2]}", readme)


def _row(example: Example) -> str:
    found = f"`{example.found}`" if example.found else ""
    message = re.sub(r"([|<*_])", r"\\\1", example.message)
    return f"| `{example.rule}`, {example.severity.value} | {found} | {message} |\n"


if __name__ == "__main__":
    README.write_text(with_problems(README.read_text("utf-8"), CATALOGUE), "utf-8", newline="\n")
