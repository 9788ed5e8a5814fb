"""A made-up community, so that the product can be looked at with life in it. Never in production data."""
