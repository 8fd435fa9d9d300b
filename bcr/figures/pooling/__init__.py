"""Many cases as one figure: random effects, how sure they are, and what to expect next."""
