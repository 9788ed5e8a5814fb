"""Writing the log and proving it."""
