"""What happens to a health record: evaluating, recording many, sharing, deleting."""
