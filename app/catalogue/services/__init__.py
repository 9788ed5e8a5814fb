"""What can be done with the catalogue: build its files, load them, match words, propose words."""
