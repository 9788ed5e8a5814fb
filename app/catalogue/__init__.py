"""What conditions, symptoms and treatments are called, and how to find one by any of its names."""
