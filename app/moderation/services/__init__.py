"""What moderation does: one module per activity."""
