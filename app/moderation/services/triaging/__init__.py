"""Reads words for signs of distress, so that a person looks in time. Text in, a reading out: no
table, no request, nothing leaves the host."""
