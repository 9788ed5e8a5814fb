"""What a member wants to be counted in, asked for and shown."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SubmitField

from app.core.forms import Form


class WishesForm(Form):
    """Three choices. A box without a mark says no."""

    counts_reading = BooleanField(_l("Count my reading"))
    prefers_to_read = BooleanField(_l("I prefer to read"))
    shows_thanks = BooleanField(_l("Show me thanks"))
    save = SubmitField(_l("Save"))
