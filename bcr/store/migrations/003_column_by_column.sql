-- Deflators, and views that merge column by column where whole rows lost what another file said.

CREATE TABLE deflators (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    period_end DATE NOT NULL,
    deflator DOUBLE,
    currency VARCHAR,
    series VARCHAR,
    published_on DATE,
    import_no INTEGER NOT NULL
);

CREATE VIEW current_deflators AS
SELECT * EXCLUDE (import_no) FROM deflators WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM deflators GROUP BY period_end, currency
) ORDER BY period_end, currency;

-- A register that only names a logic no longer hides the sheet that describes it.
CREATE OR REPLACE VIEW current_logics AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY logic ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM logics
)
SELECT
    arg_min(source_id, age) AS source_id,
    arg_min(block, age) AS block,
    arg_min(row, age) AS row,
    arg_min_null(col, age) AS col,
    logic,
    arg_min(name, age) AS name,
    arg_min(problem, age) AS problem,
    arg_min(response, age) AS response,
    arg_min(chain, age) AS chain,
    arg_min(words, age) AS words,
    arg_min(lead_kpi, age) AS lead_kpi,
    arg_min(end_kpi, age) AS end_kpi,
    arg_min(counter_kpi, age) AS counter_kpi
FROM aged GROUP BY logic ORDER BY logic;

-- Planned levels and planned money may come from columns, and files, of their own. The place is
-- that of the latest level, else of the latest row.
CREATE OR REPLACE VIEW current_plans AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY benefit_id, period_end
        ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM plans
), preferred AS (
    SELECT *, age + CASE WHEN planned IS NULL THEN 1000000000 ELSE 0 END AS rank FROM aged
)
SELECT
    arg_min(source_id, rank) AS source_id,
    arg_min(block, rank) AS block,
    arg_min(row, rank) AS row,
    arg_min_null(col, rank) AS col,
    benefit_id,
    period_end,
    arg_min(planned, age) AS planned,
    arg_min(planned_money, age) AS planned_money
FROM preferred GROUP BY benefit_id, period_end ORDER BY benefit_id, period_end;

-- A ledger that only knows what was spent no longer hides what was approved.
CREATE OR REPLACE VIEW current_costs AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY case_id, period_end, kind
        ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM costs
)
SELECT
    arg_min(source_id, age) AS source_id,
    arg_min(block, age) AS block,
    arg_min(row, age) AS row,
    arg_min_null(col, age) AS col,
    case_id,
    period_end,
    kind,
    arg_min(intended, age) AS intended,
    arg_min(actual, age) AS actual
FROM aged GROUP BY case_id, period_end, kind ORDER BY case_id, period_end, kind;
