"""Texts and lists as TOML, and comments that end with their line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_DELETE: Final = 0x7F


def toml_string(text: str) -> str:
    r"""Give a text as a basic string.

    >>> print(toml_string('5" of\nC:\\new'))
    "5\" of\nC:\\new"
    """
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\u{ord(char):04X}" if char < " " or ord(char) == _DELETE else char


def toml_list(texts: Iterable[str]) -> str:
    """Give texts as a list, on lines of their own where they are many.

    >>> toml_list(["a", "b"])
    '["a", "b"]'
    """
    strings = [toml_string(text) for text in texts]
    on_one = f"[{', '.join(strings)}]"
    if len(on_one) <= 80:
        return on_one
    return "[\n" + "".join(f"  {string},\n" for string in strings) + "]"


def comment(text: str) -> str:
    """Give a text as a comment of one line, without what TOML forbids in one.

    >>> comment(" two  blanks ")
    '# two blanks'
    """
    plain = "".join(char if char >= " " and ord(char) != _DELETE else " " for char in text)
    return f"# {' '.join(plain.split())}"
