"""Which investment logic a benefit rests on, suggested from words and applied once confirmed."""
