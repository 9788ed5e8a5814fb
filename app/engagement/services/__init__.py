"""Activities of engagement, one a module."""
