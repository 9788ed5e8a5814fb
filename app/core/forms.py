"""The base of every form: what is typed is trimmed, kept, and answered in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, SubmitField
from wtforms import SelectChoice as SelectChoice  # type: ignore[attr-defined] # hints of 3.2
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

_WRITING = ("POST", "PUT", "PATCH", "DELETE")
WRITTEN_FROM = 15


def trimmed(value: Any) -> Any:
    """Without spaces around; other types unchanged."""
    return value.strip() if isinstance(value, str) else value


def is_written(value: str) -> bool:
    """Whether a person wrote this, rather than chose it: long, or with a space in it. Such words
    are shown to them again when something goes wrong."""
    return " " in value or len(value) >= WRITTEN_FROM


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(value, words) as what radio buttons, check boxes and lists offer: WTForms 3.4 takes no
    other shape."""
    return [SelectChoice(value=value, label=words) for value, words in pairs]


class Form(FlaskForm):
    """A form of the site. Carries a CSRF token; strings arrive trimmed unless a field says no."""

    class Meta(FlaskForm.Meta):
        """WTForms' per-form settings."""

        def bind_field(self, form: Any, unbound: Any, options: dict[str, Any]) -> Field:
            """Give every field the trimming filter, except passwords and buttons."""
            kind = unbound.field_class
            if not issubclass(kind, SubmitField) and "Password" not in kind.__name__:
                filters = [*unbound.kwargs.get("filters", ()), trimmed]
                options = {**options, "filters": filters}
            bound: Field = unbound.bind(form=form, **options)
            return bound

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Text, and files where a field asks for one. JSON, which could hold anything, is no
            form, and a file is no text."""
            if formdata is not _Auto:
                return formdata
            if request.method not in _WRITING:
                return None
            asked = {field.name for field in form if isinstance(field, FileField)}
            files = MultiDict([(name, request.files[name]) for name in asked & set(request.files)])
            return CombinedMultiDict([files, request.form]) if files else request.form or None

    @property
    def values(self) -> dict[str, Any]:
        """What was answered, by field name, without token and buttons: ready for a service."""
        return {
            field.name: field.data
            for field in self
            if field.name != "csrf_token" and not isinstance(field, SubmitField)
        }

    def refuse(self, field: str, message: str) -> None:
        """Show a service's refusal beside the field it is about (or the first one)."""
        target = self[field] if field in self else next(iter(self))
        target.errors = [*target.errors, message]


class Answered:
    """Something must be answered; `message` tells what, as an instruction."""

    field_flags = {"required": False}  # the server says it in words, not the browser's bubble

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        """Raises StopValidation when nothing, or only spaces, came."""
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(self.message)


class AtMost(Length):
    """At most so many characters; the message says how many there were."""

    def __init__(self, maximum: int) -> None:
        super().__init__(max=maximum)
        self.message = _l("Make this shorter: at most %(max)d characters fit here.")


__all__ = [
    "Answered",
    "AtMost",
    "DataRequired",
    "Form",
    "InputRequired",
    "SelectChoice",
    "is_written",
    "options",
    "trimmed",
]
