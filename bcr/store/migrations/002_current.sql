-- What holds now: of each key, the row of the latest import, and within one import the first
-- in reading order. Decided by whole rows, so that a restatement that leaves a field empty
-- says that it is empty.

CREATE VIEW current_logics AS
SELECT * EXCLUDE (import_no) FROM logics WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM logics GROUP BY logic
) ORDER BY logic;

CREATE VIEW current_benefits AS
SELECT * EXCLUDE (import_no) FROM benefits WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM benefits GROUP BY benefit_id
) ORDER BY benefit_id;

CREATE VIEW current_plans AS
SELECT * EXCLUDE (import_no) FROM plans WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM plans GROUP BY benefit_id, period_end
) ORDER BY benefit_id, period_end;

CREATE VIEW current_costs AS
SELECT * EXCLUDE (import_no) FROM costs WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM costs GROUP BY case_id, period_end, kind
) ORDER BY case_id, period_end, kind;

CREATE VIEW current_observations AS
SELECT * EXCLUDE (import_no) FROM observations WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM observations GROUP BY kpi_id, period_end
) ORDER BY kpi_id, period_end;

CREATE VIEW current_decisions AS
SELECT * EXCLUDE (import_no) FROM decisions WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM decisions GROUP BY subject, decided_on, field
) ORDER BY subject, decided_on, field;

CREATE VIEW current_owners AS
SELECT * EXCLUDE (import_no) FROM owners WHERE rowid IN (
    SELECT first(rowid ORDER BY import_no DESC, block, row, length(col), col, rowid)
    FROM owners GROUP BY subject, role, from_on
) ORDER BY subject, role, from_on;

-- Cases and KPIs are named by several files, often with little more than a title, so they are
-- merged: of each column the latest value that is there. The place is that of the latest row;
-- `stated_values` in queries.py gives the cell of each value.

CREATE VIEW current_cases AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY case_id ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM cases
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

CREATE VIEW current_kpis AS
WITH aged AS (
    SELECT *, row_number() OVER (
        PARTITION BY kpi_id ORDER BY import_no DESC, block, row, length(col), col, rowid
    ) AS age
    FROM kpis
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
