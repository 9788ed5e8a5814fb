"""Pages of no single feature: home, about, help now, display settings, errors, health checks."""
