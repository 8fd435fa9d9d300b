-- What workbooks said, append only: nothing here is ever changed or removed.
-- Columns are those of bcr.schemas (a test compares them); enums are text, since a file
-- outlives a list of words. `import_no` repeats the source's, so that the latest is found
-- without a join.

CREATE TABLE sources (
    source_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    import_no INTEGER NOT NULL,
    records BIGINT NOT NULL,
    PRIMARY KEY (source_id),
    UNIQUE (import_no)
);

CREATE TABLE blocks (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    range VARCHAR NOT NULL,
    holds VARCHAR NOT NULL,
    rows INTEGER NOT NULL,
    columns VARCHAR NOT NULL,
    unmatched VARCHAR NOT NULL,
    set_aside VARCHAR NOT NULL,
    PRIMARY KEY (source_id, block)
);

-- `position` keeps the order in which a file's problems were found.
CREATE TABLE problems (
    source_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    cell VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    PRIMARY KEY (source_id, position)
);

CREATE TABLE cases (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    case_id VARCHAR NOT NULL,
    title VARCHAR,
    department VARCHAR,
    sponsor VARCHAR,
    stage VARCHAR,
    approved_on DATE,
    go_live_on DATE,
    closed_on DATE,
    objective VARCHAR,
    price_base VARCHAR,
    approved_cost DOUBLE,
    actual_cost DOUBLE,
    currency VARCHAR,
    status VARCHAR,
    extra VARCHAR,
    import_no INTEGER NOT NULL
);

CREATE TABLE logics (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    logic VARCHAR NOT NULL,
    name VARCHAR,
    problem VARCHAR,
    response VARCHAR,
    chain VARCHAR,
    words VARCHAR,
    lead_kpi VARCHAR,
    end_kpi VARCHAR,
    counter_kpi VARCHAR,
    import_no INTEGER NOT NULL
);

CREATE TABLE benefits (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    benefit_id VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    title VARCHAR,
    description VARCHAR,
    logic VARCHAR NOT NULL,
    class VARCHAR,
    kpi_id VARCHAR,
    unit VARCHAR,
    better VARCHAR,
    tolerance DOUBLE,
    baseline DOUBLE,
    baseline_on DATE,
    baseline_months INTEGER,
    target DOUBLE,
    target_kind VARCHAR NOT NULL,
    start_on DATE,
    due_on DATE,
    owner VARCHAR,
    share DOUBLE,
    weight DOUBLE,
    value_per_unit DOUBLE,
    money_per_year DOUBLE,
    currency VARCHAR,
    price_base VARCHAR,
    reported_actual DOUBLE,
    reported_on DATE,
    reported_money DOUBLE,
    forecast DOUBLE,
    forecast_on DATE,
    confidence VARCHAR,
    touchpoint VARCHAR,
    data_source VARCHAR,
    stated_status VARCHAR,
    extra VARCHAR,
    import_no INTEGER NOT NULL
);

CREATE TABLE plans (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    benefit_id VARCHAR NOT NULL,
    period_end DATE NOT NULL,
    planned DOUBLE,
    planned_money DOUBLE,
    import_no INTEGER NOT NULL
);

CREATE TABLE costs (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    case_id VARCHAR NOT NULL,
    period_end DATE NOT NULL,
    kind VARCHAR NOT NULL,
    intended DOUBLE,
    actual DOUBLE,
    import_no INTEGER NOT NULL
);

CREATE TABLE kpis (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    kpi_id VARCHAR NOT NULL,
    name VARCHAR,
    unit VARCHAR,
    better VARCHAR,
    aggregation VARCHAR,
    department VARCHAR,
    comparator_kpi_id VARCHAR,
    import_no INTEGER NOT NULL
);

CREATE TABLE observations (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    kpi_id VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    value DOUBLE NOT NULL,
    weight DOUBLE,
    import_no INTEGER NOT NULL
);

CREATE TABLE decisions (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    subject VARCHAR NOT NULL,
    decided_on DATE,
    field VARCHAR,
    old VARCHAR,
    new VARCHAR,
    reason VARCHAR,
    decided_by VARCHAR,
    import_no INTEGER NOT NULL
);

CREATE TABLE owners (
    source_id VARCHAR NOT NULL,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col VARCHAR,
    subject VARCHAR NOT NULL,
    role VARCHAR,
    name VARCHAR,
    from_on DATE,
    to_on DATE,
    import_no INTEGER NOT NULL
);
