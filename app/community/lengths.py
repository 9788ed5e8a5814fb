"""How long what people write here may be, in characters: one number for column, rule and form.

Forms may know neither models nor services, so the numbers stand beside the layers.
"""

from __future__ import annotations

LONGEST_TITLE = 200
LONGEST_GROUP_NAME = 120
LONGEST_SLUG = 80
# Purpose and rules of a group.
LONGEST_GROUP_TEXT = 4_000
