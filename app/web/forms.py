"""Display settings: how pages look for one person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.core.forms import Form, options

CHOICES = {
    "theme": [
        ("system", _l("As my device says")),
        ("light", _l("Light")),
        ("dusk", _l("Dusk")),
        ("contrast", _l("High contrast")),
    ],
    "size": [
        ("100", _l("Normal")),
        ("125", _l("Larger")),
        ("150", _l("Large")),
        ("200", _l("Very large")),
    ],
    "spacing": [("normal", _l("Normal")), ("wide", _l("Wider letters and lines"))],
    "font": [("house", _l("Serif headings")), ("plain", _l("One plain font"))],
    "motion": [("on", _l("Small movements")), ("off", _l("Nothing moves"))],
    "buttons": [("normal", _l("Normal")), ("big", _l("Big buttons"))],
}


class DisplayForm(Form):
    """Six choices; each has a value that is already chosen, so none can be missing."""

    theme = RadioField(_l("Colours"), choices=options(CHOICES["theme"]))
    size = RadioField(_l("Text size"), choices=options(CHOICES["size"]))
    spacing = RadioField(_l("Space between letters and lines"), choices=options(CHOICES["spacing"]))
    font = RadioField(_l("Letters"), choices=options(CHOICES["font"]))
    motion = RadioField(_l("Movement"), choices=options(CHOICES["motion"]))
    buttons = RadioField(_l("Buttons"), choices=options(CHOICES["buttons"]))
