"""What every form asks whose words may hold a link to another site."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, SubmitField

from app.core.forms import Form

MOST_KEYS = 200
_KEY_LENGTH = 16


class LinkingForm(Form):
    """Words that may hold links. `asked` are the links that the box named, `looked` whether its
    author ticked it, `looked_at` what they had ticked before; all by key. `anyway` asks nothing.

    `links` is what the box names when the form comes back (see `views/source_check`); `thoughts`
    are words of the rules for the author, who is asked once: `thought` says so.
    """

    asked = SelectMultipleField(validate_choice=False)
    looked_at = SelectMultipleField(validate_choice=False)
    looked = BooleanField(_l("I have looked at it"))
    thought = BooleanField()
    anyway = SubmitField(_l("Post anyway"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.links: list[Any] = []
        self.thoughts: list[str] = []

    @property
    def texts(self) -> list[str]:
        """What others will read and may hold links, field by field."""
        return [self["body"].data or ""]

    @property
    def known_links(self) -> list[str]:
        """Keys of the links that the author says to have looked at."""
        ticked = self.asked.data if self.looked.data else []
        keys = dict.fromkeys([*(self.looked_at.data or []), *(ticked or [])])
        return [key for key in keys if len(key) == _KEY_LENGTH][:MOST_KEYS]

    @property
    def values(self) -> dict[str, Any]:
        """The words alone, ready for a service."""
        asking = {self.asked.name, self.looked_at.name, self.looked.name, self.thought.name}
        return {name: said for name, said in super().values.items() if name not in asking}
