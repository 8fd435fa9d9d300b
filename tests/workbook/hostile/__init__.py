"""Files that nobody should have to read, each with the answer they get."""
