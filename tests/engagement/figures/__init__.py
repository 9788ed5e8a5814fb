"""Statistics of readers and contributors against published and computed numbers."""
