"""Writing and storing the made-up community. `creating` is the door; the rest serve it."""
