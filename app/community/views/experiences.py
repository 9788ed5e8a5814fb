"""Writing an experience: a question a page, a page to check everything, and publishing once."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from app.community.forms.experience import ShowForm, StartForm
from app.community.services import experiencing
from app.community.services.experiencing import answering, drafting, steps
from app.community.views.blueprint import bp
from app.community.views.experience_questions import (
    address,
    check_page,
    consents_of,
    form_of,
    my_draft,
    show,
    words_of,
)
from app.community.views.onward import to_topic
from app.community.views.source_check import asks_about_links
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/experiences/new")
@signed_in
def experience_new() -> Any:
    """What will be asked; who has an unfinished one can go on with it."""
    form = StartForm(data={"group": request.args.get("group", "")})
    unfinished = drafting.unfinished(current_viewer())
    return render("community/experience_new.html", form=form, unfinished=unfinished)


@bp.post("/experiences/new")
@signed_in
@unit_of_work()
def experience_start() -> Any:
    """Begin a new one."""
    viewer = current_viewer()
    draft = drafting.start(by=viewer, group_slug=StartForm().group.data or "")
    first = steps.missing_step(draft.answers, **consents_of(viewer))
    return redirect(address(draft, first or steps.CHECK))


@bp.get("/experiences/new/<draft_id>/<step>")
@signed_in
def experience_step(draft_id: str, step: str) -> Any:
    """One question."""
    viewer = current_viewer()
    draft = my_draft(viewer, draft_id)
    return show(viewer, draft, step, form_of(viewer, draft, step))


@bp.post("/experiences/new/<draft_id>/<step>")
@signed_in
@repeatable
@unit_of_work()
def experience_save(draft_id: str, step: str) -> Any:
    """Keep the answers of one question and go to the next."""
    viewer = current_viewer()
    draft = my_draft(viewer, draft_id)
    form = form_of(viewer, draft, step)
    if not form.validate():
        return show(viewer, draft, step, form), 422
    if asks_about_links(form, before=words_of(draft)):
        return show(viewer, draft, step, form)
    language = str(get_locale())
    later = answering.answer(
        by=viewer, draft=draft, step=step, values=form.values, language=language
    )
    if later is None:
        return render("community/experience_not_kept.html", draft=draft)
    return redirect(address(draft, later))


@bp.get("/experiences/new/<draft_id>/check")
@signed_in
def experience_check(draft_id: str) -> Any:
    """All answers, each with a link to change it; after publishing, the way to the topic."""
    viewer = current_viewer()
    topic = experiencing.published(viewer, draft_id)
    if topic is not None:
        return redirect(url_for("community.topic", public_id=topic.public_id))
    draft = my_draft(viewer, draft_id)
    missing = steps.missing_step(draft.answers, **consents_of(viewer))
    if missing:
        return redirect(address(draft, missing))
    return check_page(viewer, draft)


@bp.post("/experiences/new/<draft_id>/publish")
@signed_in
@unit_of_work()
def experience_publish(draft_id: str) -> Any:
    """Make it real. Pressed twice, both lead to the same topic."""
    viewer = current_viewer()
    topic = experiencing.published(viewer, draft_id)
    if topic is None:
        draft = my_draft(viewer, draft_id)
        missing = steps.missing_step(draft.answers, **consents_of(viewer))
        if missing:
            return redirect(address(draft, missing))
        try:
            topic = experiencing.publish(by=viewer, draft=draft)
        except Invalid as refusal:
            return check_page(viewer, draft, refusal), 422
    return to_topic(topic.id, topic.public_id)


@bp.post("/experiences/new/<draft_id>/discard")
@signed_in
@repeatable
@unit_of_work()
def experience_discard(draft_id: str) -> Any:
    """Throw an unfinished one away."""
    viewer = current_viewer()
    drafting.discard(by=viewer, draft=my_draft(viewer, draft_id))
    flash(_("Thrown away. Nothing of it is kept."), "ok")
    return redirect(url_for("community.experience_new"))


@bp.post("/my-health/evaluations/<evaluation_id>/show")
@signed_in
@repeatable
@unit_of_work()
def evaluation_show(evaluation_id: str) -> Any:
    """Show one's own evaluation to one of one's groups."""
    group = ShowForm().group.data or ""
    experiencing.show_to_group(
        by=current_viewer(), evaluation_id=evaluation_id, group_public_id=group
    )
    flash(_("Members of the group see this entry now."), "ok")
    return redirect(url_for("health.evaluation", evaluation_id=evaluation_id))
