"""Forms: labels beside values, one benefit or several a sheet, down a sheet or across it."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "a label in one cell and its value in the next": Golden(
        """
        Benefit profile

        Project ref          | P-01
        Project name         | Telephony
        Benefit ref          | P-01-B1
        Benefit title        | Fewer calls
        Unit of measure      | calls
        Baseline value       | 100
        Target value         | 80
        Target delivery date | 2025-03-31
        """,
        {
            "cases": "case_id | title\nP-01 | Telephony",
            "benefits": """
                benefit_id | case_id | title       | unit  | baseline | target | due_on
                P-01-B1    | P-01    | Fewer calls | calls | 100      | 80     | 2025-03-31
            """,
        },
        aside="1: is a heading or remark",
    ),
    "pairs of labels and values side by side": Golden(
        """
        Project ref:    | P-01        | Project name: | Telephony
        Benefit title:  | Fewer calls | Owner:        | A. Lee
        Baseline value: | 100         | Target value: | 80
        """,
        {
            "cases": "case_id | title\nP-01 | Telephony",
            "benefits": """
                benefit_id       | case_id | title       | owner  | baseline | target
                P-01/fewer-calls | P-01    | Fewer calls | A. Lee | 100      | 80
            """,
        },
    ),
    "several forms down a sheet, below the case they belong to": Golden(
        """
        Project ref    | P-01
        Project name   | Telephony
        Directorate    | Housing
        SRO            | A. Lee

        Benefit ref    | P-01-B1
        Benefit title  | Fewer calls
        Baseline value | 100
        Target value   | 80

        Benefit ref    | P-01-B2
        Benefit title  | Fewer visits
        Baseline value | 50
        Target value   | 20
        """,
        {
            "cases": """
                case_id | title     | department | sponsor
                P-01    | Telephony | Housing    | A. Lee
            """,
            "benefits": """
                benefit_id | case_id | title        | baseline | target
                P-01-B1    | P-01    | Fewer calls  | 100      | 80
                P-01-B2    | P-01    | Fewer visits | 50       | 20
            """,
        },
    ),
    "a form a sheet": Golden(
        """
        [B1]
        Project ref    | P-01
        Benefit title  | Calls
        Baseline value | 100
        Target value   | 80
        [B2]
        Project ref    | P-01
        Benefit title  | Visits
        Baseline value | 50
        Target value   | 20
        """,
        {
            "benefits": """
                benefit_id  | case_id | title  | baseline | target
                P-01/calls  | P-01    | Calls  | 100      | 80
                P-01/visits | P-01    | Visits | 50       | 20
            """
        },
    ),
    "a benefit a column": Golden(
        """
        Project ref    | P-01  | P-01   | P-02
        Benefit title  | Calls | Visits | Letters
        Unit           | calls | visits | letters
        Baseline value | 100   | 50     | 10
        Target value   | 80    | 20     | 5
        """,
        {
            "benefits": """
                benefit_id   | case_id | title   | unit    | baseline | target
                P-01/calls   | P-01    | Calls   | calls   | 100      | 80
                P-01/visits  | P-01    | Visits  | visits  | 50       | 20
                P-02/letters | P-02    | Letters | letters | 10       | 5
            """
        },
    ),
    "a project a column": Golden(
        """
        Project ref   | P-01       | P-02
        Project name  | Telephony  | Web forms
        Directorate   | Housing    | Planning
        SRO           | A. Lee     | B. Ray
        Approved cost | £1.2m      | £300k
        Approval date | 2021-03-31 | 2022-03-31
        """,
        {
            "cases": """
                case_id | title     | department | sponsor | approved_cost | approved_on | currency
                P-01    | Telephony | Housing    | A. Lee  | 1200000       | 2021-03-31  | GBP
                P-02    | Web forms | Planning   | B. Ray  | 300000        | 2022-03-31  | GBP
            """
        },
    ),
    "a form with a KPI series below it": Golden(
        """
        Project ref    | P-01
        Benefit title  | Calls
        KPI ID         | K1
        Baseline value | 100
        Target value   | 80

        KPI ID | Jan-24 | Feb-24 | Mar-24
        K1     | 95     | 93     |
        """,
        {
            "benefits": """
                benefit_id | case_id | title | kpi_id | baseline | target
                P-01/calls | P-01    | Calls | K1     | 100      | 80
            """,
            "kpis": "kpi_id\nK1",
            "observations": """
                kpi_id | period_start | period_end | value
                K1     | 2024-01-01   | 2024-01-31 | 95
                K1     | 2024-02-01   | 2024-02-29 | 93
            """,
        },
    ),
    "labels that name no field are kept": Golden(
        """
        Project ref    | P-01
        Benefit title  | Calls
        Baseline value | 100
        Target value   | 80
        Assumptions    | Staff stay
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | extra
                P-01/calls | P-01    | Calls | 100      | 80     | {"Assumptions": "Staff stay"}
            """
        },
    ),
}
