"""Headers: in other words, languages and rows, shared by two columns, or with a date in them."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "two years of targets are interim targets, and the only actual is dated by its header": Golden(
        """
        Project   | Benefit | Baseline | 2021/22 target | 2021/22 actual | 2022/23 target
        Telephony | Calls   | 100      | 95             | 97             | 90
        """,
        records={
            "cases": """
                case_id   | title
                telephony | Telephony
            """,
            "benefits": """
                benefit_id      | case_id   | title | baseline | reported_actual | reported_on
                telephony/calls | telephony | Calls | 100      | 97              | 2022-03-31
            """,
            "plans": """
                benefit_id      | period_end | planned
                telephony/calls | 2022-03-31 | 95
                telephony/calls | 2023-03-31 | 90
            """,
        },
    ),
}
