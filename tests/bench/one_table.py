"""All figures of a run as one table, one chart, and the section of README.md that shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from tests.bench.figures import Figure

_FOLDER: Final = Path(__file__).parent / "results"
RESULTS: Final = _FOLDER / "bench.md"
PICTURE: Final = _FOLDER / "bench.svg"
README: Final = Path(__file__).parents[2] / "README.md"
_BEGIN, _END = "<!-- bench -->\n", "<!-- end of bench -->\n"
_HEAD: Final = """\
| what | against | × on the clock | × of processor time | accepted | holds | growth | peak MiB |
|---|---|---:|---:|---:|---|---:|---:|
"""


def table(found: Sequence[Figure], day: dt.date) -> str:
    """Give every figure as Markdown; growth is the power of the size that time grows with."""
    return f"Measured on {day}.\n\n{_HEAD}{''.join(map(_row, found))}"


def _row(one: Figure) -> str:
    if one.lacks:
        blank = " |" * 5
        return f"| {one.what} | {one.against} | not measured: {one.lacks} |{blank}\n"
    cells = (
        one.what,
        one.against,
        _number(one.clock),
        _number(one.processor),
        _accepted(one),
        {None: "–", True: "yes", False: "**no**"}[one.holds],
        _number(one.growth),
        "–" if one.peak is None else f"{one.peak:,.0f}",
    )
    return f"| {' | '.join(cells)} |\n"


def _accepted(one: Figure) -> str:
    if one.most is None:
        return "–"
    return f"≤ {one.most:.3g}{' on the clock' if one.by_clock else ''}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def drawn(found: Iterable[Figure], day: dt.date) -> str:
    """Give as SVG the ratios for which a most is accepted, that most beside each."""
    import altair as alt
    import vl_convert

    from bcr.charts.theme import DARK_BLUE, INK, ORANGE, look

    rows = [
        {
            "what": f"{one.what}, × {one.against}".replace("`", ""),
            "ratio": one.told,
            "most": one.most,
            "holds": "holds" if one.holds else "does not hold yet",
        }
        for one in found
        if one.holds is not None
    ]
    base = alt.Chart(pl.DataFrame(rows)).encode(
        alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=420))
    )
    scale = alt.Scale(type="log")
    colours = alt.Scale(domain=["holds", "does not hold yet"], range=[DARK_BLUE, ORANGE])
    ratios = base.mark_circle(size=120, opacity=1).encode(
        alt.X("ratio:Q", scale=scale, title="times the other way, log scale"),
        alt.Color("holds:N", scale=colours, title=None, legend=alt.Legend(orient="top")),
    )
    most = base.mark_tick(color=INK, thickness=3, size=18).encode(alt.X("most:Q", scale=scale))
    title = {
        "text": "Time of bcr in times of another way, and the most that is accepted (tick)",
        "subtitle": f"Whole processes; processor time, import of workbooks on the clock; {day}",
        "anchor": "start",
    }
    spec = (most + ratios).properties(width=420).to_dict()
    return str(vl_convert.vegalite_to_svg(spec | {"config": look(), "title": title, "padding": 16}))


def keep(found: Sequence[Figure], day: dt.date) -> str:
    """Keep the table with its date, the chart, and both in README.md; give the table."""
    text = table(found, day)
    RESULTS.write_text(f"### All figures of one run\n\n{text}", encoding="utf-8")
    PICTURE.write_text(drawn(found, day), encoding="utf-8")
    README.write_text(with_bench(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    return text


def with_bench(readme: str, text: str) -> str:
    r"""Give README.md with the table between its two marks.

    >>> with_bench("# A\n<!-- bench -->\nold\n<!-- end of bench -->\n", "new\n")
    '# A\n<!-- bench -->\n\nnew\n\n<!-- end of bench -->\n'
    """
    before, _, rest = readme.partition(_BEGIN)
    after = rest.partition(_END)[2]
    return f"{before}{_BEGIN}\n{text}\n{_END}{after}"
