"""Portfolios whose text is out to break a page."""

from __future__ import annotations

import datetime as dt

from tests.pages.portfolios import PLACE, Records, benefit, monthly

HOSTILE = (
    '<script>alert("x")</script>',
    "</script><img src=x onerror=alert(1)>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "datum['a'] + \\u003cscript [b].c",
    "השקעה בערוצים דיגיטליים",
    "🚑🧑‍🤝‍🧑 emoji \N{LINE SEPARATOR} and separators",
    "javascript:alert(1)",
    "Very long name " * 20,
)


def hostile(text: str) -> Records:
    """A small portfolio in which every name is `text`."""
    kpi = PLACE | {"kpi_id": text, "name": text, "unit": text[:40]}
    common = {"title": text, "logic": text, "unit": text[:40], "owner": text, "description": text}
    money = {"money_per_year": 1000.0, "currency": "GBP"}
    return Records(
        cases=[
            PLACE | {"case_id": name, "title": text, "department": text, "objective": text}
            for name in (text, f"{text} 2")
        ],
        benefits=[
            benefit(text, text, kpi_id=text, **common, **money),
            benefit(f"{text} b", text, reported_actual=8.0, **common),
            benefit(f"{text} c", f"{text} 2", reported_actual=4.0, **common, **money),
            benefit(f"{text} d", f"{text} 2", **common),
        ],
        restatements=[
            {
                "benefit_id": text,
                "column": "target",
                "case_id": text,
                "title": text,
                "unit": text[:40],
                "approved": 5.0,
                "latest": 8.0,
                "difference": 3.0,
                "eased": True,
                "reason": text,
                "decided_by": text,
            }
        ],
        logics=[PLACE | {"logic": text, "name": text}],
        kpis=[kpi],
        observations=monthly(text, [15.0] * 24 + [9.0] * 24, first=dt.date(2021, 4, 1)),
        owners=[PLACE | {"subject": text, "role": text, "name": text}],
        problems=[
            {
                "source_id": PLACE["source_id"],
                "path": text,
                "sheet": text,
                "cell": "A1",
                "found": text,
                "message": text,
                "rule": "a-rule",
                "severity": "warning",
            }
        ],
    )
