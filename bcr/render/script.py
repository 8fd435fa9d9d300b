"""Data for the scripts of a page, in a form that no markup within it can leave."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\N{LINE SEPARATOR}": "\\u2028",
        "\N{PARAGRAPH SEPARATOR}": "\\u2029",
    }
)


#: Characters that no XML may hold.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def script_json(value: Mapping[str, object]) -> Markup:
    r"""JSON that can stand within a script element, whatever text it holds.

    >>> script_json({"label": "</script>"})
    Markup('{"label":"\\u003c/script\\u003e"}')
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - no character of markup is left in it


def without_controls(text: str) -> str:
    """The text as XML takes it: what no XML may hold is shown as missing."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
