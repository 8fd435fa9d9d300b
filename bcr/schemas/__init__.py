"""Every table: its columns, their units and their rules."""
