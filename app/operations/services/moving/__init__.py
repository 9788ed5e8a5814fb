"""Whole tables out of one database and into another, in one form that both engines share."""
