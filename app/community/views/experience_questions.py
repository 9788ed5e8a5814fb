"""Which form and which page ask each question of an experience. The routes are in `experiences`."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from app.community import queries
from app.community.forms import experience as forms
from app.community.services.experiencing import answering, checking, owner_of, steps
from app.community.services.experiencing.publishing import KIND
from app.core import step_drafts
from app.core.errors import Invalid, NotFound, found
from app.core.forms import Form, options
from app.core.step_drafts import StepDraft
from app.core.templating import render
from app.core.viewer import Viewer
from app.health.queries import holds
from app.health.queries.consent import KEEP, SHOW

FORMS: dict[str, type[Form]] = {
    "keep": forms.ConsentForm,
    "treatment": forms.TreatmentForm,
    "treatment-match": forms.MatchForm,
    "purposes": forms.PurposesForm,
    "purposes-match": forms.MatchForm,
    "effectiveness": forms.EffectivenessForm,
    "side-effects": forms.SideEffectsForm,
    "dose": forms.DoseForm,
    "taking": forms.TakingForm,
    "overall": forms.OverallForm,
    "effort": forms.EffortForm,
    "words": forms.WordsForm,
    "audience": forms.AudienceForm,
    "show": forms.ConsentForm,
}
_SHARED_PAGES = {"keep": "consent", "show": "consent"} | dict.fromkeys(
    ("treatment-match", "purposes-match"), "match"
)


def my_draft(viewer: Viewer, draft_id: str) -> StepDraft:
    """The viewer's own unfinished experience; NotFound for any other."""
    return found(step_drafts.find(owner=owner_of(viewer), kind=KIND, public_id=draft_id))


def words_of(draft: StepDraft) -> str:
    """What the person wrote in their own words so far."""
    return "\n\n".join(draft.answers.get(name) or "" for name in ("body", "advice"))


def consents_of(viewer: Viewer) -> dict[str, bool]:
    """Whether the two consents hold, as `steps` wants to know it."""
    return {"keeps": holds(viewer.id, KEEP), "shows": holds(viewer.id, SHOW)}


def form_of(viewer: Viewer, draft: StepDraft, step: str) -> Form:
    """The form of a step with what was answered before; what was just sent wins.

    Raises:
        NotFound: there is no such step, or it is not asked in this draft.
    """
    answers = dict(draft.answers)
    if step not in FORMS or not steps.applies(step, answers, **consents_of(viewer)):
        raise NotFound
    form = FORMS[step](data=answering.filled(step, answers))
    if isinstance(form, forms.MatchForm):
        form.ask(answering.questions_of(step, answers))
    if isinstance(form, forms.AudienceForm):
        groups = queries.my_groups(viewer)
        form.group.choices = options((group.slug, group.name) for group in groups)
    return form


def show(viewer: Viewer, draft: StepDraft, step: str, form: Form) -> str:
    """The page of a step."""
    back = steps.step_before(step, draft.answers, **consents_of(viewer))
    page = _SHARED_PAGES.get(step, step.replace("-", "_"))
    return render(
        f"community/experience_{page}.html",
        form=form,
        draft=draft,
        step=step,
        back_href=address(draft, back) if back else url_for("community.experience_new"),
        wording=answering.consent_text(step, str(get_locale())),
        audiences=_audiences(viewer) if step == "audience" else {},
    )


def check_page(viewer: Viewer, draft: StepDraft, refusal: Invalid | None = None) -> str:
    """All answers with links to change them; `refusal` is what keeps it from being published."""
    rows = [
        {"key": row.key, "value": row.value, "change": row.change, "href": address(draft, row.step)}
        for row in checking.rows(viewer, draft.answers)
    ]
    problems = [{"text": refusal.message}] if refusal else []
    return render(
        "community/experience_check.html", draft=draft, rows=rows, form=Form(), problems=problems
    )


def address(draft: StepDraft, step: str) -> str:
    """Where a step of a draft, or its check page, is found."""
    if step == steps.CHECK:
        return url_for("community.experience_check", draft_id=draft.public_id)
    return url_for("community.experience_step", draft_id=draft.public_id, step=step)


def _audiences(viewer: Viewer) -> dict[str, Any]:
    words = {
        "public": _("Everybody can read your words, also without an account."),
        "members": _("Everybody with an account here can read your words."),
        "group": _("Only members of the group can read your words."),
    }
    return {group.slug: words[group.audience] for group in queries.my_groups(viewer)}
