"""Measurements of this machine, never run by the tests; `bin/bench` runs them."""
