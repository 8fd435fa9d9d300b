"""Text and numbers of a cell as amounts, days and periods; nothing is guessed."""
