"""Cell styles with a fill that says how grave a problem is, added to those of a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity
from bcr.workbook.annotated.markup import Change, changed, tags
from bcr.workbook.annotated.parts import HEAD, MAIN, CannotMark

if TYPE_CHECKING:
    from bcr.workbook.annotated.markup import Tag

#: Of Okabe and Ito's palette: apart for every kind of eye, and by lightness in grey print.
FILLS: Final = {
    Severity.ERROR: "FFE69F00",
    Severity.WARNING: "FFF0E442",
    Severity.NOTICE: "FFBFE3F7",
}
EMPTY: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
    '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)
_FONTS: Final = {
    "plain": '<{0}font><{0}sz val="11"/><{0}name val="Calibri"/></{0}font>',
    "bold": '<{0}font><{0}b/><{0}sz val="11"/><{0}name val="Calibri"/></{0}font>',
    "link": '<{0}font><{0}u/><{0}sz val="11"/><{0}color rgb="FF0B4F8A"/><{0}name val="Calibri"/>'
    "</{0}font>",
}


class Styles:
    """The style part of a workbook, and the styles that were added to it.

    Raises: CannotMark, when the part has not what every style part has.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._xfs = _cell_styles(text)
        self._added: list[str] = []
        self._by_fill: dict[tuple[int, Severity], int] = {}
        self._sections = {name: _section(text, name) for name in ("fonts", "fills", "cellXfs")}
        self._prefix = self._sections["cellXfs"][0].prefix
        first_fill = _count(text, "fills", "fill")
        self._fills = {severity: first_fill + n for n, severity in enumerate(FILLS)}
        first_font = _count(text, "fonts", "font")
        self._fonts = {name: first_font + n for n, name in enumerate(_FONTS)}

    def filled(self, style: int, severity: Severity) -> int:
        """Give the number of a cell style that is another one with a problem's fill."""
        key = (style, severity)
        if key not in self._by_fill:
            plain = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
            first = next(tags(plain))
            filled = _set(_set(first.text, "fillId", self._fills[severity]), "applyFill", 1)
            self._by_fill[key] = self._add(filled + plain[first.end :])
        return self._by_fill[key]

    def text(self, font: str, severity: Severity | None = None) -> int:
        """Give the number of a style for wrapped text in a font: plain, bold or link."""
        fill = self._fills[severity] if severity else 0
        return self._add(
            f'<{self._prefix}xf numFmtId="49" fontId="{self._fonts[font]}" fillId="{fill}" '
            'borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" '
            f'applyAlignment="1"><{self._prefix}alignment vertical="top" wrapText="1"/>'
            f"</{self._prefix}xf>"
        )

    def part(self) -> str:
        """Give the style part with all that was added."""
        fills = [
            f'<{{0}}fill><{{0}}patternFill patternType="solid"><{{0}}fgColor rgb="{colour}"/>'
            f'<{{0}}bgColor indexed="64"/></{{0}}patternFill></{{0}}fill>'
            for colour in FILLS.values()
        ]
        added = {"fonts": list(_FONTS.values()), "fills": fills, "cellXfs": self._added}
        changes: list[Change] = []
        for name, (opening, closing) in self._sections.items():
            inside = "".join(
                one if name == "cellXfs" else one.format(self._prefix) for one in added[name]
            )
            uncounted = re.sub(r"\scount\s*=\s*(?:\"\d+\"|'\d+')", "", opening.text)
            changes += [
                Change(opening.start, opening.end, uncounted),
                Change(closing.start, closing.start, inside),
            ]
        return changed(self._text, changes)

    def _add(self, style: str) -> int:
        if style not in self._added:
            self._added.append(style)
        return len(self._xfs) + self._added.index(style)


def _set(tag: str, name: str, value: int) -> str:
    return next(tags(tag)).with_attribute(name, value)


def _section(text: str, name: str) -> tuple[Tag, Tag]:
    """Give the tags around a list of styles."""
    opening: Tag | None = None
    for tag in tags(text):
        if tag.name == name:
            if tag.is_close and opening:
                return opening, tag
            opening = tag
    raise CannotMark("its styles are not kept as other workbooks' are")


def _count(text: str, section: str, child: str) -> int:
    return len(_children(text, section, child))


def _cell_styles(text: str) -> list[str]:
    styles = _children(text, "cellXfs", "xf")
    if not styles:
        raise CannotMark("its styles are not kept as other workbooks' are")
    return styles


def _children(text: str, section: str, child: str) -> list[str]:
    """Give the children of a list of styles as they are written."""
    opening, closing = _section(text, section)
    found: list[str] = []
    start = -1
    for tag in tags(text[: closing.start], opening.end):
        if tag.name != child:
            continue
        if tag.is_empty:
            found.append(tag.text)
        elif tag.is_close:
            found.append(text[start : tag.end])
        else:
            start = tag.start
    return found
