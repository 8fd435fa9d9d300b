"""Totals: set aside, and held to the sum of their rows."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "a total that is the sum of its rows": Golden(
        """
        Case ID | Benefit | Annual saving (£k)
        C1      | Calls   | 8
        C1      | Visits  | 2.5
        Total   |         | 10.5
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | money_per_year | currency
                C1/calls   | C1      | Calls  | 8000           | GBP
                C1/visits  | C1      | Visits | 2500           | GBP
            """
        },
        aside="4: is a total",
    ),
    "a total that is not the sum of its rows is said and not repaired": Golden(
        """
        Case ID | Benefit | Annual saving (£)
        C1      | Calls   | 8000
        C1      | Visits  | 2000
        Total   |         | 11000
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | money_per_year | currency
                C1/calls   | C1      | Calls  | 8000           | GBP
                C1/visits  | C1      | Visits | 2000           | GBP
            """
        },
        problems="C4 total-disagrees",
        aside="4: is a total",
    ),
    "subtotals of groups and a grand total of all": Golden(
        """
        Case ID | Benefit  | Owner  | Annual saving
        C1      | Calls    | A. Lee | 8000
        C1      | Visits   | A. Lee | 2000
                | Subtotal |        | 10000
        C2      | Letters  | A. Lee | 500
        C2      | Emails   | A. Lee | 300
                | Subtotal |        | 900
        Grand total |      |        | 10800
        """,
        {
            "benefits": """
                benefit_id | case_id | title   | owner  | money_per_year
                C1/calls   | C1      | Calls   | A. Lee | 8000
                C1/visits  | C1      | Visits  | A. Lee | 2000
                C2/letters | C2      | Letters | A. Lee | 500
                C2/emails  | C2      | Emails  | A. Lee | 300
            """
        },
        problems="D7 total-disagrees",
        aside="""
            4: is a total
            7: is a total
            8: is a total
        """,
    ),
    "a total above its rows": Golden(
        """
        Case ID | Benefit | Owner  | Annual saving
        Overall |         |        | 10000
        C1      | Calls   | A. Lee | 8000
        C1      | Visits  | A. Lee | 2000
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | owner  | money_per_year
                C1/calls   | C1      | Calls  | A. Lee | 8000
                C1/visits  | C1      | Visits | A. Lee | 2000
            """
        },
        aside="2: is a total",
    ),
    "an average in a row of totals is no wrong sum": Golden(
        """
        Case ID | Benefit | Unit | Target | Annual saving
        C1      | Calls   | %    | 80     | 100
        C1      | Visits  | %    | 90     | 300
        Total   |         |      | 85     | 400
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | unit | target | money_per_year
                C1/calls   | C1      | Calls  | %    | 80     | 100
                C1/visits  | C1      | Visits | %    | 90     | 300
            """
        },
        aside="4: is a total",
    ),
    "notes below a total": Golden(
        """
        Case ID | Benefit | Baseline | Annual saving
        C1      | Calls   | 100      | 8000
        C1      | Visits  | 50       | 2000
        Total   |         |          | 10000

        Savings are in 2021/22 prices.
        Source  | Finance system, extract of June
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | baseline | money_per_year
                C1/calls   | C1      | Calls  | 100      | 8000
                C1/visits  | C1      | Visits | 50       | 2000
            """
        },
        aside="""
            4: is a total
            6: is a note or heading
            7: is a note below the table
        """,
    ),
}
