"""Writing an experience: its steps, what typed words may mean, and publishing it.

`steps` knows the order of the questions, `recognising` the catalogue's candidates for words,
`publishing` turns a finished draft into an evaluation and a topic. Nothing of it asks questions:
that is `forms/experience` and `views/experiences`.
"""

from __future__ import annotations

from app.community.services.experiencing.publishing import KIND, owner_of, publish, published
from app.community.services.experiencing.showing import show_to_group

__all__ = ["KIND", "owner_of", "publish", "published", "show_to_group"]
