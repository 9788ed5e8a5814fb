"""Asking the author to look at a link before it goes out, and whether they tell their own story or
give advice. Once for each link and once for each text, and never a wall: "Post anyway" asks
nothing, and what was written stays in the form."""

from __future__ import annotations

from flask_babel import ngettext

from app.community.forms.links import LinkingForm
from app.community.services.linking import links_to_look_at
from app.core.access import current_viewer
from app.core.forms import Form
from app.moderation.services.asking_authors import questions_to_author


def asks_about_links(form: Form, *, before: str = "") -> bool:
    """Whether the form comes back with the box, which is put into it. `before` is what its words
    were. Only its author is asked: what they write in an entry of their own goes no further."""
    if not isinstance(form, LinkingForm) or form.anyway.data:
        return False
    known = form.known_links
    found = (links_to_look_at(one, before=before, looked_at=known) for one in form.texts)
    form.links = list({link.key: link for links in found for link in links}.values())
    form.looked.label.text = ngettext(
        "I have looked at it", "I have looked at them", len(form.links)
    )
    if not form.thought.data:
        words = "\n\n".join(form.texts)
        form.thoughts = questions_to_author(words, by=current_viewer().id, before=before)
    return bool(form.links or form.thoughts)
