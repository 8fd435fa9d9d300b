"""Headings above groups of rows: departments, cases and classes, or anything."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "projects as headings above their benefits, and departments above those": Golden(
        """
        Benefit ID         | Benefit | Baseline | Target
        Housing directorate
        Project: Telephony
        B1                 | Calls   | 100      | 80
        Project: Web forms
        B2                 | Visits  | 50       | 20
        Department of Planning
        B3                 | Letters | 10       | 5
        """,
        {
            "cases": """
                case_id                         | title     | department
                telephony                       | Telephony | Housing directorate
                web-forms                       | Web forms | Housing directorate
                register/department-of-planning |           | Department of Planning
            """,
            "benefits": """
                benefit_id                         | case_id                         | title   | baseline | target
                telephony/B1                       | telephony                       | Calls   | 100      | 80
                web-forms/B2                       | web-forms                       | Visits  | 50       | 20
                register/department-of-planning/B3 | register/department-of-planning | Letters | 10       | 5
            """,
        },
        problems="- no-case-named",
        aside="""
            2: is a heading: the department of the rows below it
            3: is a heading: the case of the rows below it
            5: is a heading: the case of the rows below it
            7: is a heading: the department of the rows below it
        """,
    ),
    "headings that another sheet knows as cases": Golden(
        """
        [Cases]
        Case ID | Case title    | Sponsor
        P7      | New telephony | A. Lee
        P8      | Web forms     | B. Ray
        [Benefits]
        Benefit ID    | Benefit | Baseline | Target
        New telephony
        B1            | Calls   | 100      | 80
        Web forms
        B2            | Visits  | 50       | 20
        """,
        {
            "cases": """
                case_id | title         | sponsor
                P7      | New telephony | A. Lee
                P8      | Web forms     | B. Ray
            """,
            "benefits": """
                benefit_id | case_id | title  | baseline | target
                P7/B1      | P7      | Calls  | 100      | 80
                P8/B2      | P8      | Visits | 50       | 20
            """,
        },
        aside="""
            Benefits!2: is a heading: the case of the rows below it
            Benefits!4: is a heading: the case of the rows below it
        """,
    ),
    "headings of classes": Golden(
        """
        Case ID | Benefit | Baseline | Target
        Cashable benefits
        C1      | Calls   | 100      | 80
        Non-cashable
        C1      | Visits  | 50       | 20
        """,
        {
            "benefits": """
                benefit_id | case_id | title  | class              | baseline | target
                C1/calls   | C1      | Calls  | cash_releasing     | 100      | 80
                C1/visits  | C1      | Visits | non_cash_releasing | 50       | 20
            """
        },
        aside="""
            2: is a heading: the class of the rows below it
            4: is a heading: the class of the rows below it
        """,
    ),
    "headings whose column says what they are": Golden(
        """
        Project / benefit | Baseline | Target | Owner
        Telephony
        Calls             | 100      | 80     | A. Lee
        Web forms
        Visits            | 50       | 20     | B. Ray
        """,
        {
            "cases": """
                case_id   | title
                telephony | Telephony
                web-forms | Web forms
            """,
            "benefits": """
                benefit_id       | case_id   | title  | baseline | target | owner
                telephony/calls  | telephony | Calls  | 100      | 80     | A. Lee
                web-forms/visits | web-forms | Visits | 50       | 20     | B. Ray
            """,
        },
        aside="""
            2: is a heading: the case of the rows below it
            4: is a heading: the case of the rows below it
        """,
    ),
    "headings that may be anything are set aside": Golden(
        """
        Case ID | Benefit | Baseline | Target
        Quick wins
        C1      | Calls   | 100      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target
                C1/calls   | C1      | Calls | 100      | 80
            """
        },
        aside="2: is a note or heading",
    ),
}
