"""What can be asked of the catalogue; nothing here changes a row."""
