"""What can be asked about notices and letters."""
