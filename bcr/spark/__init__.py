"""The same figures on Spark: a part of the benefits at a time, each beside its KPIs' records."""
