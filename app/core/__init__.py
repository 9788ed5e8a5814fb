"""The house: everything the packages share and that knows no word of the domain."""
