"""What insights reads: answers that may be counted, released tables, and a group's own figures."""
