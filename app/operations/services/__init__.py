"""Backing up, restoring, moving, comparing. Works on whole tables and knows nobody in them."""
