"""Pages on investment logics, on what goes with delivery, and on the next case."""
