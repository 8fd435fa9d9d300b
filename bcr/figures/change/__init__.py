"""Did it really change: each benefit's KPI before and after the start, beyond noise and drift."""
