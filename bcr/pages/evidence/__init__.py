"""Pages that say how figures came about, and the way back to cells."""
