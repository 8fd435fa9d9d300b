-- The year of the business-case template a case was written in. Cases read before say nothing of it.

ALTER TABLE cases ADD COLUMN template_year INTEGER;

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
    arg_min(template_year, age) AS template_year,
    arg_min(price_base, age) AS price_base,
    arg_min(approved_cost, age) AS approved_cost,
    arg_min(actual_cost, age) AS actual_cost,
    arg_min(currency, age) AS currency,
    arg_min(status, age) AS status,
    arg_min(extra, age) AS extra
FROM aged GROUP BY case_id ORDER BY case_id;
