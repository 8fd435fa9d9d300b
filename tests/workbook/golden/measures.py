"""Percentages, ratios, changes and durations."""

from __future__ import annotations

from tests.workbook.golden.book import Golden

GOLDEN = {
    "percentages by format, by text, by header and by unit": Golden(
        """
        Case ID | Benefit | Unit | Baseline | Target
        C1      | A       | %    | 85%      | 90%
        C1      | B       | %    | '85%     | '90 %
        C1      | C       | %    | 85       | 90
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline | target
                C1/a       | C1      | A     | %    | 85       | 90
                C1/b       | C1      | B     | %    | 85       | 90
                C1/c       | C1      | C     | %    | 85       | 90
            """
        },
    ),
    "a percent sign in the headers": Golden(
        """
        Case ID | Benefit | Baseline (%) | Target (%)
        C1      | A       | 62           | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline | target
                C1/a       | C1      | A     | %    | 62       | 80
            """
        },
    ),
    "a plain 0.85 beside 62% may be 0.85% or 85%": Golden(
        """
        Case ID | Benefit | Unit | Baseline | Target
        C1      | A       | %    | 62%      | 0.85
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | baseline
                C1/a       | C1      | A     | %    | 62
            """
        },
        problems="E2 units-differ",
    ),
    "a percent change of a measure in calls is a ratio of the baseline": Golden(
        """
        Case ID | Benefit | Unit  | Baseline | Target | Target kind
        C1      | A       | calls | 100      | -28%   | percent
        C1      | B       | calls | 100      | '-28%  | percent
        C1      | C       | calls | 100      | -0.28  | percent
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit  | baseline | target | target_kind
                C1/a       | C1      | A     | calls | 100      | -0.28  | percent
                C1/b       | C1      | B     | calls | 100      | -0.28  | percent
                C1/c       | C1      | C     | calls | 100      | -0.28  | percent
            """
        },
    ),
    "a reduction that is written as a positive percentage": Golden(
        """
        Case ID | Benefit | Unit  | Baseline | % reduction
        C1      | A       | calls | 100      | 20%
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit  | baseline | target | target_kind
                C1/a       | C1      | A     | calls | 100      | -0.2   | percent
            """
        },
    ),
    "durations in the unit of their row": Golden(
        """
        Case ID | Benefit | Unit    | Baseline       | Target
        C1      | A       | minutes | '11 min 24 s   | '5 min
        C1      | B       | seconds | '2 min         | '90 s
        C1      | C       | mm:ss   | '4:12          | '3:30
        C1      | D       | hours   | '1 day         | 12
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit    | baseline | target
                C1/a       | C1      | A     | minutes | 11.4     | 5
                C1/b       | C1      | B     | seconds | 120      | 90
                C1/c       | C1      | C     | min     | 4.2      | 3.5
                C1/d       | C1      | D     | hours   | 24       | 12
            """
        },
    ),
    "11:24 may be minutes or hours": Golden(
        """
        Case ID | Benefit | Unit    | Baseline | Target
        C1      | A       | minutes | '11:24   | 5
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit    | target
                C1/a       | C1      | A     | minutes | 5
            """
        },
        problems="D2 two-readings",
    ),
}
