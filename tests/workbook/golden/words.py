"""Words for classes and blanks, broken cells, and zeros that may be nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workbook.golden.book import Golden

if TYPE_CHECKING:
    from tests.workbook.books import Cell

_REGISTER: list[Cell] = ["Case ID", "Benefit", "Baseline", "Target"]

GOLDEN = {
    "blanks that say why": Golden(
        """
        Case ID | Benefit | Baseline | Target | Due date | Annual saving
        C1      | A       | TBC      | 80     | n/a      | SD
        C1      | B       | 100      | 80     |          | Exempt under Section 43
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/a       | C1      | A     |          | 80
                C1/b       | C1      | B     | 100      | 80
            """
        },
        problems="""
            C2 stated-blank
            E2 stated-blank
            F2 stated-blank
            F3 stated-blank
        """,
    ),
    "figures that are withheld in a column that feeds no field": Golden(
        """
        Case ID | Case title | Sponsor | In-year forecast
        C1      | Railway    | A. Lee  | 12.5
        C2      | Submarine  | B. Ray  | Exempt under Section 24
        """,
        {
            "cases": """
                case_id | title     | sponsor | extra
                C1      | Railway   | A. Lee  | {"In-year forecast": "12.5"}
                C2      | Submarine | B. Ray  | {"In-year forecast": "Exempt under Section 24"}
            """
        },
        problems="D3 figures-withheld",
    ),
    "an error cell and a formula never calculated": Golden(
        {
            "Register": [
                _REGISTER,
                ["C1", "A", "#DIV/0!", 80],
                ["C1", "B", "=C2*2", 80],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | target
                C1/a       | C1      | A     | 80
                C1/b       | C1      | B     | 80
            """
        },
        problems="""
            C2 error-cell
            C3 formula-without-value
        """,
    ),
    "classes, directions and statuses in other words": Golden(
        """
        Case ID | Benefit | Baseline | Target | Type of benefit | Direction | Is disbenefit | RAG
        C1      | A       | 100      | 80     | Cashable        | Down      | No            | Green
        C1      | B       | 100      | 120    | NCRB            | Increase  |               | Amber
        C1      | C       | 100      | 120    | Cashable        | Up        | Yes           | Red
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | class              | better | stated_status
                C1/a       | C1      | A     | 100      | 80     | cash_releasing     | lower  | Green
                C1/b       | C1      | B     | 100      | 120    | non_cash_releasing | higher | Amber
                C1/c       | C1      | C     | 100      | 120    | disbenefit         | higher | Red
            """
        },
    ),
    "the year of the template that each case was written in, as people say it": Golden(
        """
        Case ID | Case title | Sponsor | Green Book edition
        C1      | Ferry      | A. Lee  | 2018
        C2      | Bus        | A. Lee  | v3 (2018)
        C3      | Tram       | B. Ray  | 2022 template
        C4      | Canal      | B. Ray  | TBC
        C5      | Lock       | B. Ray  | third
        """,
        {
            "cases": """
                case_id | title | sponsor | template_year
                C1      | Ferry | A. Lee  | 2018
                C2      | Bus   | A. Lee  | 2018
                C3      | Tram  | B. Ray  | 2022
                C4      | Canal | B. Ray  |
                C5      | Lock  | B. Ray  |
            """
        },
        problems="""
            D5 stated-blank
            D6 template-year-not-a-year
        """,
    ),
    "templates that are no years are kept as they are": Golden(
        """
        Case ID | Benefit | Baseline | Target | Business case template
        C1      | A       | 100      | 80     | Light
        C2      | B       | 100      | 80     | Full
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | extra
                C1/a       | C1      | A     | 100      | 80     | {"Business case template": "Light"}
                C2/b       | C2      | B     | 100      | 80     | {"Business case template": "Full"}
            """
        },
    ),
    "an actual of nothing where something was to be reached is used and said": Golden(
        """
        Case ID | Benefit | Unit | Target | Actual
        C1      | A       | %    | 98     | 0
        C1      | B       | %    | 98     | 99.5
        """,
        {
            "benefits": """
                benefit_id | case_id | title | unit | target | reported_actual
                C1/a       | C1      | A     | %    | 98     | 0
                C1/b       | C1      | B     | %    | 98     | 99.5
            """
        },
        problems="E2 zero-or-nothing",
    ),
}
