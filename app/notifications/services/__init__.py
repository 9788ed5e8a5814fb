"""What may be done with notices and letters, one module per activity."""
