"""The backup file: sealed chunks, and what they hold."""
