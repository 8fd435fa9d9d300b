"""The business cases themselves looked through: what was in them, and what went with delivery."""
