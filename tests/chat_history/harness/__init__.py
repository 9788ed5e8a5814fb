"""Twenty readers, two workers, faults from a seed, and a checker who compares it all afterwards."""
