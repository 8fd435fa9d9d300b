"""The help texts of the commands, as they stand in README.md.

A text follows its marker, `<!-- help: bcr import -->`, in a fenced block. `python -m
tests.readme_help` writes them anew, adds those of new commands after the last, and drops those
of commands that are no more.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from bcr.cli.group import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

README = Path(__file__).parents[1] / "README.md"

#: A marker, and the fenced block after it once there is one.
BLOCK = re.compile(r"<!-- help: (?P<command>[^>]+?) -->\n(?:\n*```text\n.*?\n```\n)?", re.DOTALL)


def help_texts(program: click.Group, name: str) -> dict[str, str]:
    """Command line → its help at a width of 80, the program first and hidden commands left out."""
    return {
        " ".join([name, *words]): _help_text(program, name, words)
        for words in ([], *_command_words(program))
    }


def with_help(readme: str, texts: Mapping[str, str]) -> str:
    """`readme` with every text of `texts` after its marker, and no other."""

    def block(found: re.Match[str]) -> str:
        command = found["command"]
        return _block(command, texts[command]) if command in texts else ""

    marked = [found["command"] for found in BLOCK.finditer(readme)]
    filled = BLOCK.sub(block, readme)
    missing = [_block(command, text) for command, text in texts.items() if command not in marked]
    if not missing:
        return filled
    last = max((found.end() for found in BLOCK.finditer(filled)), default=len(filled))
    return filled[:last] + "".join(f"\n{addition}" for addition in missing) + filled[last:]


def _block(command: str, text: str) -> str:
    return f"<!-- help: {command} -->\n\n```text\n{text}```\n"


def _command_words(group: click.Group) -> Iterator[list[str]]:
    opened = click.Context(group)
    for name in group.list_commands(opened):
        command = group.get_command(opened, name)
        if command is None or command.hidden:
            continue
        yield [name]
        if isinstance(command, click.Group):
            yield from ([name, *words] for words in _command_words(command))


def _help_text(program: click.Group, name: str, words: list[str]) -> str:
    arguments = [*words, "--help"]
    shown = CliRunner().invoke(program, arguments, prog_name=name, terminal_width=80)
    if shown.exit_code:
        message = f"{name} {' '.join(arguments)} failed:\n{shown.output}"
        raise RuntimeError(message)
    return shown.output


if __name__ == "__main__":
    texts = help_texts(main, "bcr")
    README.write_text(with_help(README.read_text("utf-8"), texts), "utf-8", newline="\n")
