"""What pages of engagement read."""
