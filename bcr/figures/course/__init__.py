"""How each KPI ran since the start: late, held or lost, and where it is heading."""
