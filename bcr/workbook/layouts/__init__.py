"""Layout files: what a person said of a family of workbooks, in place of recognition."""
