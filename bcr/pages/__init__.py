"""What each page of a report says: findings, tables and charts, in no file format."""
