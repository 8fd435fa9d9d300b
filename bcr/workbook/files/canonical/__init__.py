"""The quick reader of .xlsx sheets that are written as the usual programs write them."""
