"""What a file holds: its cells with their addresses, whatever its format."""
