"""Pages that notes and the register name: whether they still answer."""
