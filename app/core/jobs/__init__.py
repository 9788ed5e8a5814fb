"""Work that happens after the answer, or by the clock."""
