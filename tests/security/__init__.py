"""The sheet of the security standard, and what no other test says of it."""
