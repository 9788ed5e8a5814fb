"""Reading for signs of distress. Every text is made up."""
