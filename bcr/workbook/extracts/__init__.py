"""Long KPI extracts read by columns: the same records and problems as cell by cell, in seconds."""
