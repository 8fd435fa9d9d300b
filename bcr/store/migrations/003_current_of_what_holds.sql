-- Deflators; readings that no longer hold; and all current views anew, over those that do.

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

-- Content that was read again, since its layout file says something else now: of its readings
-- the last holds. The others stay where they are and are no versions of anything.
CREATE VIEW withdrawn AS
SELECT source_id FROM (
    SELECT source_id, import_no, max(import_no) OVER (
        PARTITION BY split_part(source_id, '+', 1)
    ) AS last_import_no
    FROM sources
) WHERE import_no < last_import_no;

-- A register that only names a logic does not hide the sheet that describes it.
CREATE OR REPLACE VIEW current_logics AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY logic ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM logics ANTI JOIN withdrawn USING (source_id)
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

CREATE OR REPLACE VIEW current_benefits AS
SELECT * EXCLUDE (import_no) FROM benefits WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM benefits ANTI JOIN withdrawn USING (source_id)
    GROUP BY benefit_id
) ORDER BY benefit_id;

-- Planned levels and planned money may come from columns, and files, of their own. The place is
-- that of the latest level, else of the latest row.
CREATE OR REPLACE VIEW current_plans AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY benefit_id, period_end
        ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM plans ANTI JOIN withdrawn USING (source_id)
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

-- A ledger that only knows what was spent does not hide what was approved. The place is that of
-- the latest intended cost, else of the latest row.
CREATE OR REPLACE VIEW current_costs AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY case_id, period_end, kind
        ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM costs ANTI JOIN withdrawn USING (source_id)
), preferred AS (
    SELECT *, age + CASE WHEN intended IS NULL THEN 1000000000 ELSE 0 END AS rank FROM aged
)
SELECT
    arg_min(source_id, rank) AS source_id,
    arg_min(block, rank) AS block,
    arg_min(row, rank) AS row,
    arg_min_null(col, rank) AS col,
    case_id,
    period_end,
    kind,
    arg_min(intended, age) AS intended,
    arg_min(actual, age) AS actual
FROM preferred GROUP BY case_id, period_end, kind ORDER BY case_id, period_end, kind;

CREATE OR REPLACE VIEW current_observations AS
SELECT * EXCLUDE (import_no) FROM observations WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM observations ANTI JOIN withdrawn USING (source_id)
    GROUP BY kpi_id, period_end
) ORDER BY kpi_id, period_end;

CREATE OR REPLACE VIEW current_decisions AS
SELECT * EXCLUDE (import_no) FROM decisions WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM decisions ANTI JOIN withdrawn USING (source_id)
    GROUP BY subject, decided_on, field
) ORDER BY subject, decided_on, field;

CREATE OR REPLACE VIEW current_owners AS
SELECT * EXCLUDE (import_no) FROM owners WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM owners ANTI JOIN withdrawn USING (source_id)
    GROUP BY subject, role, from_on
) ORDER BY subject, role, from_on;

-- Cases and KPIs are named by several files, often with little more than a title.
CREATE OR REPLACE VIEW current_cases AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY case_id ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM cases ANTI JOIN withdrawn USING (source_id)
)
SELECT
    arg_min(source_id, age) AS source_id,
    arg_min(block, age) AS block,
    arg_min(row, age) AS row,
    arg_min_null(col, age) AS col,
    case_id,
    arg_min(title, age) AS title,
    arg_min(department, age) AS department,
    arg_min(sponsor, age) AS sponsor,
    arg_min(stage, age) AS stage,
    arg_min(approved_on, age) AS approved_on,
    arg_min(go_live_on, age) AS go_live_on,
    arg_min(closed_on, age) AS closed_on,
    arg_min(objective, age) AS objective,
    arg_min(price_base, age) AS price_base,
    arg_min(approved_cost, age) AS approved_cost,
    arg_min(actual_cost, age) AS actual_cost,
    arg_min(currency, age) AS currency,
    arg_min(status, age) AS status,
    arg_min(extra, age) AS extra
FROM aged GROUP BY case_id ORDER BY case_id;

CREATE OR REPLACE VIEW current_kpis AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY kpi_id ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM kpis ANTI JOIN withdrawn USING (source_id)
)
SELECT
    arg_min(source_id, age) AS source_id,
    arg_min(block, age) AS block,
    arg_min(row, age) AS row,
    arg_min_null(col, age) AS col,
    kpi_id,
    arg_min(name, age) AS name,
    arg_min(unit, age) AS unit,
    arg_min(better, age) AS better,
    arg_min(aggregation, age) AS aggregation,
    arg_min(department, age) AS department,
    arg_min(comparator_kpi_id, age) AS comparator_kpi_id
FROM aged GROUP BY kpi_id ORDER BY kpi_id;

CREATE OR REPLACE VIEW current_deflators AS
SELECT * EXCLUDE (import_no) FROM deflators WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM deflators ANTI JOIN withdrawn USING (source_id)
    GROUP BY period_end, currency
) ORDER BY period_end, currency;
