"""Reading the log: one person's own part of it, and the whole chain."""
