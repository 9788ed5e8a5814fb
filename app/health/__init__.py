"""A member's health record. For now: evaluations of treatments, and whom they are shown to."""
