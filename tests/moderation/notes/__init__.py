"""Context notes: writing, rating, scoring, showing, telling, hiding all."""
