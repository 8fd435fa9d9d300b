"""The store: what the workbooks said, append only, in one DuckDB file. SQL lives here only."""
