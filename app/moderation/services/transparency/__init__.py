"""The transparency report: what moderators did, counted from tables or from the log alone, with every
number under five kept back so that no subtraction gives it back."""
