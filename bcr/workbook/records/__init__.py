"""Records from what was found on the sheets, each value with its cell."""
