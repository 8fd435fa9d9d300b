"""The sheet that lists every problem of a workbook, each with a link to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity
from bcr.workbook.annotated.markup import quoted, sayable
from bcr.workbook.annotated.parts import HEAD, MAIN
from bcr.workbook.files.addresses import address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bcr.provenance import Problem
    from bcr.workbook.annotated.fills import Styles

_NAME: Final = "bcr problems"
_HEADERS: Final = ("Severity", "Cell", "Found", "What to do", "Rule")
_WIDTHS: Final = (12, 28, 36, 90, 30)
_CELL_COLUMN: Final = 1
_LONGEST_CELL: Final = 32_000
#: Excel takes no more links on a sheet.
_MOST_LINKS: Final = 65_000


def free_name(names: Collection[str]) -> str:
    """Give the sheet a name that no other has; capitals do not tell names apart.

    >>> free_name(["Register"]), free_name(["BCR Problems", "bcr problems 2"])
    ('bcr problems', 'bcr problems 3')
    """
    taken = {name.casefold() for name in names}
    number = 1
    name = _NAME
    while name in taken:
        number += 1
        name = f"{_NAME} {number}"
    return name


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet says: some lines, then a row a problem."""

    title: str
    remarks: Sequence[str]
    problems: Sequence[Problem]
    #: Sheets that its links may lead to.
    sheets: Collection[str]

    def part(self, styles: Styles) -> str:
        """Give the sheet as XML; every text in it is a text, never a formula."""
        lines = [self.title, *self.remarks]
        top = len(lines) + 1
        rows = [*_lines(lines, styles), _row(top, _HEADERS, [styles.text("bold")] * 5)]
        for number, problem in enumerate(self.problems, start=top + 1):
            rows.append(self._row(number, problem, styles))
        bottom = top + len(self.problems)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(_WIDTHS, start=1)
        )
        return (
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0" '
            f'showGridLines="0"><pane ySplit="{top}" topLeftCell="A{top + 1}" '
            'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
            f'<autoFilter ref="A{top}:E{bottom}"/>{self._links(top)}'
            '<pageSetup orientation="landscape" paperSize="9"/></worksheet>'
        )

    def _row(self, number: int, problem: Problem, styles: Styles) -> str:
        plain = styles.text("plain")
        severity = styles.text("plain", problem.severity)
        cell = styles.text("link" if self._leads(problem) else "plain")
        where = problem.where
        place = f"{where.sheet}!{where.cell}" if where.cell else where.sheet or "the whole file"
        texts = (problem.severity.value, place, problem.found, problem.message, problem.rule)
        return _row(number, texts, [severity, cell, plain, plain, plain])

    def _leads(self, problem: Problem) -> bool:
        return problem.where.sheet in self.sheets

    def _links(self, top: int) -> str:
        links: list[str] = []
        for number, problem in enumerate(self.problems[:_MOST_LINKS], start=top):
            if self._leads(problem):
                sheet = problem.where.sheet.replace("'", "''")
                target = quoted(f"'{sheet}'!{problem.where.cell or 'A1'}")
                links.append(
                    f'<hyperlink ref="{address(number, _CELL_COLUMN)}" location="{target}"/>'
                )
        return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def counted(problems: Sequence[Problem]) -> str:
    """Give how many problems of each severity there are.

    >>> counted([])
    'No problems.'
    """
    if not problems:
        return "No problems."
    counts = [(s, sum(p.severity == s for p in problems)) for s in Severity]
    return ", ".join(f"{n:,} {s.value}{'s' * (n != 1)}" for s, n in counts if n) + "."


def _lines(lines: Sequence[str], styles: Styles) -> Iterator[str]:
    """Give lines of text that run over the columns beside them."""
    bold = styles.text("bold")
    for number, line in enumerate(lines, start=1):
        style = f' s="{bold}"' if number == 1 else ""
        text = f'<is><t xml:space="preserve">{sayable(line)}</t></is>'
        cell = f'<c r="A{number}"{style} t="inlineStr">{text}</c>'
        yield f'<row r="{number}" ht="18" customHeight="1">{cell}</row>'


def _row(number: int, texts: Sequence[str], styles: Sequence[int]) -> str:
    cells = "".join(
        f'<c r="{address(number - 1, column)}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{sayable(text[:_LONGEST_CELL])}</t></is></c>'
        for column, (text, style) in enumerate(zip(texts, styles, strict=True))
    )
    return f'<row r="{number}">{cells}</row>'
