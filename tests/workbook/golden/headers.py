"""Headers: in other words, languages and rows, shared by two columns, or with a date in them."""

from tests.workbook.golden.book import Golden

GOLDEN = {
    "two years of targets are interim targets, and the only actual is dated by its header": Golden(
        """
        Project   | Benefit | Baseline | 2021/22 target | 2021/22 actual | 2022/23 target
        Telephony | Calls   | 100      | 95             | 97             | 90
        """,
        {
            "cases": "case_id | title\ntelephony | Telephony",
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
    "a baseline, a target and an actual that each name their year": Golden(
        """
        Case ID | Benefit | Baseline (2019/20) | Actual 2022/23 | Target 2024/25
        C1      | Calls   | 100                | 90             | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | baseline_on | reported_actual | reported_on | target | due_on
                C1/calls   | C1      | Calls | 100      | 2020-03-31  | 90              | 2023-03-31  | 80     | 2025-03-31
            """
        },
    ),
    "other people's words": Golden(
        """
        Project ref | Benefit no | Benefit headline | As-is | To-be | Responsible officer | By when
        P-01        | P-01/B1    | Fewer calls      | 100   | 80    | A. Lee              | 2025-03-31
        """,
        {
            "benefits": """
                benefit_id | case_id | title       | baseline | target | owner  | due_on
                P-01/B1    | P-01    | Fewer calls | 100      | 80     | A. Lee | 2025-03-31
            """
        },
    ),
    "capitals, underscores, line breaks and brackets": Golden(
        {
            "Register": [
                [
                    "CASE_ID",
                    "benefitTitle",
                    "Baseline\nvalue",
                    "Target  value:",
                    "Benefit owner (name)",
                ],
                ["C1", "Calls", 100, 80, "A. Lee"],
            ]
        },
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | owner
                C1/calls   | C1      | Calls | 100      | 80     | A. Lee
            """
        },
    ),
    "a header over two rows": Golden(
        """
                |         | Level    |        | Money
        Case ID | Benefit | Baseline | Target | Annual saving
        C1      | Calls   | 100      | 80     | 1200
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | target | money_per_year
                C1/calls   | C1      | Calls | 100      | 80     | 1200
            """
        },
        aside="1: stands above the table",
    ),
    "a header over three rows with periods in the last": Golden(
        """
                |         | Measure  | Profile |         |
                |         |          | Planned |         | Actual
        Case ID | Benefit | Baseline | 2022/23 | 2023/24 | 2022/23
        C1      | Calls   | 100      | 95      | 90      | 97
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | reported_actual | reported_on
                C1/calls   | C1      | Calls | 100      | 97              | 2023-03-31
            """,
            "plans": """
                benefit_id | period_end | planned
                C1/calls   | 2023-03-31 | 95
                C1/calls   | 2024-03-31 | 90
            """,
        },
        aside="1: stands above the table",
    ),
    "a target column of dates is when a benefit is due": Golden(
        """
        Case ID | Benefit | Target value | Target
        C1      | Calls   | 80           | 2025-03-31
        """,
        {
            "benefits": """
                benefit_id | case_id | title | target | due_on
                C1/calls   | C1      | Calls | 80     | 2025-03-31
            """
        },
    ),
    "a current column beside a baseline is the actual": Golden(
        """
        Case ID | Benefit | Baseline | Current | Target
        C1      | Calls   | 100      | 90      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | baseline | reported_actual | target
                C1/calls   | C1      | Calls | 100      | 90              | 80
            """
        },
    ),
    "a current column alone is asked about": Golden(
        """
        Case ID | Benefit | Current | Target
        C1      | Calls   | 90      | 80
        """,
        {
            "benefits": """
                benefit_id | case_id | title | target | extra
                C1/calls   | C1      | Calls | 80     | {"Current": "90"}
            """
        },
        problems="C1 ambiguous-header",
    ),
    "two columns of one header: the second is kept and said": Golden(
        """
        Case ID | Benefit | Target | Target
        C1      | Calls   | 80     | 70
        """,
        {
            "benefits": """
                benefit_id | case_id | title | target | extra
                C1/calls   | C1      | Calls | 80     | {"Target": "70"}
            """
        },
        problems="D1 header-twice",
    ),
    "words within words are no headers": Golden(
        """
        Case ID | Benefit | Target | Holidays | Targeted | Actuality
        C1      | Calls   | 80     | 3        | yes      | high
        """,
        {
            "benefits": """
                benefit_id | case_id | title | target | extra
                C1/calls   | C1      | Calls | 80     | {"Holidays": "3", "Targeted": "yes", "Actuality": "high"}
            """
        },
    ),
    "a register in Spanish": Golden(
        """
        Código del proyecto | Indicador       | Unidad de medida | Línea base | Meta esperada | Valor logrado | Fecha límite | Responsable de la meta
        P1                  | Quejas al mes   | quejas           | 100        | 80            | 90            | 31/12/2027   | A. Ruiz
        """,
        {
            "benefits": """
                benefit_id       | case_id | kpi_id        | unit   | baseline | target | reported_actual | due_on     | owner
                P1/quejas-al-mes | P1      | Quejas al mes | quejas | 100      | 80     | 90              | 2027-12-31 | A. Ruiz
            """
        },
    ),
    "a register in French": Golden(
        """
        Nom du projet | Intitulé du bénéfice | Unité de mesure | Situation initiale | Valeur cible | Réalisé | Échéance   | Pilote
        Téléphonie    | Moins d’appels       | appels          | 1 200              | 900          | 1 000   | 31/12/2027 | A. Roy
        """,
        {
            "cases": "case_id | title\ntelephonie | Téléphonie",
            "benefits": """
                benefit_id                | case_id    | title          | unit   | baseline | target | reported_actual | due_on     | owner
                telephonie/moins-d-appels | telephonie | Moins d’appels | appels | 1200     | 900    | 1000            | 2027-12-31 | A. Roy
            """,
        },
    ),
    "a council's KPI table: this quarter is the actual": Golden(
        """
        idx | code  | description         | last_year | last_quarter | this_quarter | target | rag | department | unit
        0   | CS01  | Calls answered, %   | 94.8      | 95.9         | 95.5         | 90     | lg  | Customers  | %
        """,
        {
            "cases": "case_id | department\nregister/customers | Customers",
            "benefits": """
                benefit_id              | case_id            | description       | target | reported_actual | unit | stated_status | extra
                register/customers/CS01 | register/customers | Calls answered, % | 90     | 95.5            | %    | lg            | {"idx": "0", "last_year": "94.8", "last_quarter": "95.9"}
            """,
        },
        problems="- no-case-named",
    ),
    "a header below another header and a row of totals": Golden(
        """
               |              | FY 2014         |                 | FY 2015         |
               |              | Outlays         | Rate            | Outlays         | Rate
               | Overall      | 900             | 0.04            | 950             | 0.05
        Agency | Program name | FY 2014 Outlays ($M) | FY 2014 IP Rate | FY 2015 Outlays ($M) | FY 2015 IP Rate
        CNCS   | Railways     | 303.5           | 0.04            | 222.4           | 0.065
        """,
        {
            "cases": """
                case_id    | title      | department | extra
                railways   | Railways   | CNCS       | {"FY 2014 Outlays ($M)": "303.5", "FY 2014 IP Rate": "0.04", "FY 2015 Outlays ($M)": "222.4", "FY 2015 IP Rate": "0.065"}
            """
        },
        problems="C4 measures-by-period",
        aside="""
            1: stands above the table
            2: stands above the table
            3: stands above the table
        """,
    ),
    "headers of its own need a layout file": Golden(
        """
        Ref | What we want | Now | Then
        P1  | Fewer calls  | 100 | 80
        """,
        {
            "benefits": """
                benefit_id     | case_id | title       | baseline | target
                P1/fewer-calls | P1      | Fewer calls | 100      | 80
            """
        },
        layout="""
            [[table]]
            holds = "benefits"
            [table.columns]
            cases.case_id = "Ref"
            benefits.title = "What we want"
            benefits.baseline = "Now"
            benefits.target = "Then"
        """,
    ),
}
