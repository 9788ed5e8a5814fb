"""Look-ups through the viewer find what the reference says; the reference notices changes."""

from __future__ import annotations

import importlib
import inspect

import pytest

from tests.authorisation import lookups, mutating
from tests.canaries.standing import Standing

# What is changed, and who took values from it when imported.
TARGETS: dict[str, tuple[str, ...]] = {
    "app.community.queries.audience": (
        "app.community.queries.groups", "app.community.queries.topics",
        "app.community.queries.posts", "app.community.queries.places", "app.web.queries",
    ),
    "app.community.queries.groups": (),
    "app.community.queries.topics": (),
    "app.community.queries.posts": (),
    "app.community.queries.places": ("app.web.queries",),
    "app.health.queries.cards": (),
    "app.health.queries.mine": ("app.health.queries.owned",),
    "app.health.queries.owned": (),
    "app.insights.queries.experiences": (),
    "app.web.queries": (),
    "app.core.step_drafts": (),
}  # fmt: skip
# These say what a page key, a concept or a list of cards may look like, and not who sees what.
NOT_ABOUT_ACCESS = frozenset({"can_have_a_group", "concept_with_slug", "_number", "_after"})
# Changes that nobody can see: what the line says, what was changed ("" is anything), and why.
SAME_ANYWAY = (
    ("if not viewer.is_signed_in or not wanted", "", "saves a statement; nobody has the key 0"),
    ('Evaluation.id.in_(bindparam("wanted"', "", "`card_of` takes the one it asked for"),
    ("Evaluation.id.in_(bindparam", "", "the same"),
    ("return _those(and_(", "without condition 1", "the same"),
    (".where(model.evaluation_id.in_(wanted))", "without", "taken by evaluation afterwards"),
    (").where(EvaluationStopReason", "without", "the same"),
    ("EvaluationShare.evaluation_id == wanted", "", "the same"),
    ("is_own=viewer.is_signed_in", "", "nobody with key 0 is shown a card"),
    ("_FIRST = _ONE.where", "without condition 3", "the row that comes first is the first post"),
    ("_is_member),", "without condition 1", "members read public groups anyway"),
    ("or None)", "without operand 2", "no row belongs to the key 0 either"),
    ("cards = read_cards(viewer, and_(", "without condition 2", "`which` says the same"),
)
LEAST_KILLED = 0.95


def is_same_anyway(mutant: mutating.Mutant, line: str) -> bool:
    """Whether the change is one that nobody can see."""
    return any(text in line and what in mutant.what for text, what, _why in SAME_ANYWAY)


def test_every_look_up_gives_what_the_reference_says(standing: Standing):
    with standing.app.app_context():
        wrong = [
            f"{asked}: {came!r}, not {must!r}"
            for asked, came, must in lookups.checks(standing.world)
            if came != must
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
@pytest.mark.parametrize("target", TARGETS)
def test_the_reference_notices_changed_conditions(standing: Standing, target: str):
    """Every condition of every look-up, flipped, swapped or taken away."""

    def notices() -> bool:
        return any(came != must for _asked, came, must in lookups.checks(standing.world))

    module = importlib.import_module(target)
    lines = inspect.getsource(module).splitlines()
    every = mutating.mutants(module, only_conditions=True, but=NOT_ABOUT_ACCESS)
    made = [one for one in every if not is_same_anyway(one, lines[one.line - 1])]
    with standing.app.app_context():
        alive = mutating.survivors(made, notices, TARGETS)
        assert not notices()
    killed = 1 - len(alive) / len(made)
    assert killed >= LEAST_KILLED, "\n".join(map(str, alive))
