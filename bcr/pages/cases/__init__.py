"""Pages on cases, their benefits and the KPIs behind them."""
