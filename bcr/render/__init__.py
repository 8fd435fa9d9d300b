"""Pages written as files."""
