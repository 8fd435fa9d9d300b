"""The quick reader of sheets beside the general one."""
