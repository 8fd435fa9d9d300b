"""README.md says what the commands say."""

from __future__ import annotations

import difflib

import click
import pytest

from bcr.cli.group import main
from tests import readme_help
from tests.readme_picture import PICTURE, chart


@click.group()
def tea() -> None:
    """Make tea."""


@tea.command()
@click.option("--sugar", help="Lumps.")
def pour(sugar: str) -> None:
    """Pour it."""


@tea.command(hidden=True)
def spill() -> None:
    """Spill it."""


TEXTS = {"tea": "Make tea.\n", "tea pour": "Pour it.\n"}

FILLED = """\
# Tea

<!-- help: tea -->

```text
Make tea.
```

<!-- help: tea pour -->

```text
Pour it.
```

The end.
"""


def test_the_readme_holds_the_help_of_every_command() -> None:
    readme = readme_help.README.read_text("utf-8")
    expected = readme_help.with_help(readme, readme_help.help_texts(main, "bcr"))

    changes = "\n".join(
        difflib.unified_diff(readme.splitlines(), expected.splitlines(), lineterm="")
    )
    if changes:
        pytest.fail(
            f"README.md is behind the commands; run `make readme`.\n{changes}", pytrace=False
        )


@pytest.mark.parametrize(
    "readme",
    [
        pytest.param(FILLED, id="nothing to do"),
        pytest.param(FILLED.replace("Pour it.", "Pour."), id="an old text"),
        pytest.param("# Tea\n\n<!-- help: tea -->\n\nThe end.\n", id="the first marker only"),
        pytest.param(
            FILLED.replace("The end", "<!-- help: tea brew -->\n\n```text\nBrew.\n```\nThe end"),
            id="a command that is no more",
        ),
    ],
)
def test_help_texts_are_filled_in_whatever_stood_there(readme: str) -> None:
    assert readme_help.with_help(readme, TEXTS) == FILLED


def test_help_texts_are_those_of_visible_commands_in_order() -> None:
    texts = readme_help.help_texts(tea, "tea")

    assert list(texts) == ["tea", "tea pour"]
    assert texts["tea pour"].startswith("Usage: tea pour [OPTIONS]\n\n  Pour it.\n")
    assert "--sugar TEXT  Lumps." in texts["tea pour"]


def test_the_picture_shows_the_figures_of_today() -> None:
    picture = PICTURE.read_text(encoding="utf-8")

    rows = chart().drawing.datasets["rows"]

    assert len(rows) == 8
    for row in rows:
        assert str(row["label"]) in picture
        assert str(row["note"]) in picture
