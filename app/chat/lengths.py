"""How long words of chat may be; forms, schemas and tables agree on them."""

from __future__ import annotations

LONGEST_ROOM_TITLE = 120
LONGEST_PURPOSE = 4_000
LONGEST_MESSAGE = 2_000
LONGEST_NOTE = 80
# The first words to somebody who has not agreed to hear from one.
LONGEST_REQUEST = 500
LONGEST_REASON = 300
# A UUID, or what a form without JavaScript got from the server.
LONGEST_CLIENT_ID = 40
LONGEST_RECAP = 8_000
# The highest number that a room's row of numbers can reach.
HIGHEST_NUMBER = 2**31 - 1
