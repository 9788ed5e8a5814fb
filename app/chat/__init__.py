"""Live chat: rooms of a group, gatherings, one-to-one conversations, and what is said in them."""
