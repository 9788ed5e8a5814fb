"""Real processes, a log of what the other side saw, and a judge who compares it with the rows."""
