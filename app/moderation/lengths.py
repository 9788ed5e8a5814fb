"""How long what moderation takes may be: one number for rule and form."""

from __future__ import annotations

LONGEST_URL = 500
LONGEST_WORDS = 2_000
LONGEST_REASON = 1_000
# Why rules, notes or reading were switched.
LONGEST_SWITCH_REASON = 300
# What a finding keeps of the words that it went by.
LONGEST_MATCHED = 1_000
# Shorter explains nothing to whoever it is about.
SHORTEST_EXPLANATION = 20
# Claim, correction and why of a context note, together (science.md M8).
LONGEST_NOTE = 1_000
MOST_SOURCES = 3
LONGEST_TITLE = 300
LONGEST_PUBLISHER = 200
# Words that somebody does not want to meet.
LONGEST_FILTER = 60
