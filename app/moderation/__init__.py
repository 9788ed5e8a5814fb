"""What members ask moderators to look at, and what is decided about it. So far: which things it can
be about, as packages above say it themselves."""
