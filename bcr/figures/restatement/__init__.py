"""Promises as approved and as they stand now, and every version between."""
