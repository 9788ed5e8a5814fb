"""Reading cases, decisions and what holds for whom."""
