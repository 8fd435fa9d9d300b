"""Measurements that take too long for the tests; each writes its table under results/."""
