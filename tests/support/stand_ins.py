"""A lexicon of words that nobody knows: no test says how somebody could come to harm."""

from __future__ import annotations

from app.moderation.services.triaging.lexicons import common, read_lexicon

STAND_INS = """
language = "en"
version = 1
function_words = "i the at of to and with"

[anchors]
green = "a"
amber = "b"
red = "c"
crisis = "d"

[people]
first = "i myself"
third = "he"

[[rule]]
id = "wish"
kind = "wish"
phrases = ["want to vanish"]

[[rule]]
id = "weary"
kind = "despair"
phrases = ["so weary"]

[[rule]]
id = "denied"
kind = "negator"
phrases = ["[not|never]"]

[[rule]]
id = "means"
kind = "means"
phrases = ["glimmerroot"]

[[rule]]
id = "place"
kind = "place"
phrases = ["at the marble pond"]

[[rule]]
id = "amount"
kind = "quantity"
phrases = ["# thimbles"]
"""
LEXICON = {"en": read_lexicon(STAND_INS, common())}
