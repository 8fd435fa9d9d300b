"""Frame in, frame out: what the promises came to. Knows no database, workbook, clock or path."""
