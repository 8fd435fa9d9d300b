"""Where gaps went, in benefits and money, and who shares a KPI."""
