"""Who else claims or bears a movement: shared KPIs, counter-KPIs, other departments."""
