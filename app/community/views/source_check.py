"""Asking the author to look at a link before it goes out, and whether they tell their own story or
give advice. Once for each link and once for each text, and never a wall: "Post anyway" asks
nothing, and what was written stays in the form."""

from __future__ import annotations

from flask_babel import ngettext

from app.community.forms.links import LinkingForm
from app.community.services.linking import links_to_look_at
from app.core.forms import Form
from app.moderation.services.asking_authors import questions_to_author


def asks_about_links(form: Form, *, before: str = "") -> bool:
    """Whether the form comes back with the box, which is put into it. For every form whose field
    `body` holds the words; `before` is what they were."""
    if not isinstance(form, LinkingForm) or form.anyway.data:
        return False
    known = form.known_links
    form.links = links_to_look_at(form["body"].data or "", before=before, looked_at=known)
    form.looked.label.text = ngettext(
        "I have looked at it", "I have looked at them", len(form.links)
    )
    if not form.thought.data:
        form.thoughts = questions_to_author(form["body"].data or "", before=before)
    return bool(form.links or form.thoughts)
