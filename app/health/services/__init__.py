"""What happens to a health record: evaluating, sharing, deleting, and the words of its scales."""
