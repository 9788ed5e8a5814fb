"""Own words are kept as they were written, and counted."""

from __future__ import annotations

import pytest

from app.catalogue.services.proposing import propose
from app.core.database import db
from app.core.errors import Invalid
from app.core.transactions import unit_of_work


def proposed(**values):
    with unit_of_work():
        proposal = propose(**values)
    db.session.refresh(proposal)
    return proposal


def test_own_words_are_kept_as_written_with_who_wrote_them(inside, make):
    viewer = make.viewer(member=make.member())
    proposal = proposed(by=viewer, words="  Zebra-stripe   feeling ", kind="purpose")
    assert (proposal.words, proposal.kind) == ("Zebra-stripe feeling", "condition")
    assert (proposal.proposed_by_id, proposal.times_proposed) == (viewer.id, 1)
    assert proposal.status == "open"


def test_the_same_words_written_again_are_counted_once_more(inside):
    proposed(words="something else", kind="treatment")
    first = proposed(words="Zebra feeling", kind="treatment")
    again = proposed(words="zebra  FEELING!", kind="treatment")
    assert (again.id, again.words, again.times_proposed) == (first.id, "Zebra feeling", 2)


def test_the_same_words_as_treatment_and_as_condition_are_two_proposals(inside):
    treatment = proposed(words="Ginger", kind="treatment")
    condition = proposed(words="Ginger", kind="condition")
    assert treatment.id != condition.id


@pytest.mark.parametrize(
    ("words", "kind", "field"), [(" ?! ", "treatment", "words"), ("ginger", "food", "kind")]
)
def test_no_words_or_an_unknown_kind_are_refused(inside, words, kind, field):
    with pytest.raises(Invalid) as refused:
        proposed(words=words, kind=kind)
    assert refused.value.field == field
