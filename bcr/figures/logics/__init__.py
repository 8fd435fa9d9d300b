"""Which investment logic delivered: cases pooled, intervals, and what to expect of the next one."""
