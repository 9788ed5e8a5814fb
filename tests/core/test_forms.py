"""The base of every form: what a field declares holds each time the form is made."""

from __future__ import annotations

from flask import Flask
from wtforms import StringField

from app.core.forms import Form


class ShoutingForm(Form):
    """Has a filter of its own beside the trimming."""

    word = StringField(filters=[lambda value: value.upper() if value else value])


def test_a_fields_own_filter_works_every_time_the_form_is_made(app: Flask) -> None:
    said = []
    for _ in range(3):
        with app.test_request_context("/", method="POST", data={"word": " tea "}):
            said.append(ShoutingForm().word.data)
    assert said == ["TEA", "TEA", "TEA"]
