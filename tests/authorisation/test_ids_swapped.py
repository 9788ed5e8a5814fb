"""An id of other people opens nothing, wherever it stands, and is answered like one that never
existed (safety V-1, V-11)."""

from __future__ import annotations

import pytest

from tests.authorisation import asking, swaps
from tests.canaries.people import INSIDE
from tests.canaries.standing import Standing

# Another group's door may be known of: names of groups are for everybody with an account.
OPEN_DOORS = {
    "GET community.group": "page",
    "POST community.join": "done",
    "POST community.leave": "done",
    "POST community.forget_place": "done",  # wipes what is one's own: nothing, here
    "GET community.group_settings": "forbidden",
    "POST community.save_group_settings": "forbidden",
    "POST community.appoint_steward": "forbidden",
    "POST community.dismiss_steward": "forbidden",
    "GET accounts.operator_member": "forbidden",  # the author is no operator, whoever it is about
    "POST accounts.grant_role": "forbidden",
    "POST accounts.end_role": "forbidden",
    # What a group's door leads to: that there are rooms, and never which.
    "GET chat.group_rooms": "page",
    "GET chat.past_gatherings": "page",
    "GET chat.open_room_form": "forbidden",
    "POST chat.open_room": "forbidden",
    "GET chat.plan_form": "forbidden",
    "POST chat.plan": "forbidden",
    "POST chat.take_invitation_back": "forbidden",  # the author is no host, whoever it is about
    "GET chat.host_person": "forbidden",
    "GET chat.limit_form": "forbidden",
    "POST chat.limit_person": "forbidden",
    "POST chat.hand_over": "forbidden",
    # Whoever is met in a public group can be avoided, chosen, or asked in vain: no name is shown.
    "GET chat.write_form": "page",
    "POST chat.write": "refused",
    "POST chat.choose": "done",
    "POST chat.unchoose": "done",
    "POST chat.avoid": "done",
    "POST chat.stop_avoiding": "done",
}
# These write a line of the author's own.
OWN_LINES = ("POST community.join", "POST chat.choose", "POST chat.avoid")


def test_another_id_in_an_address_is_not_found_and_changes_nothing(standing: Standing):
    wrong = []
    for swap, _unknown in swaps.in_addresses(standing):
        with standing.undone() as kept:
            answer = standing.ask(swaps.ACTOR, swap.address, swap.line.verb, data=swap.form or None)
            came = asking.outcome(answer, swap.line.verb)
            changed = asking.changes(kept, came)
        must = OPEN_DOORS.get(swap.line.name, "not found")
        if came != must or (changed and swap.line.name not in OWN_LINES):
            wrong.append(f"{swap}: {came} {changed}")
    assert not wrong, "\n".join(wrong)


def test_what_is_hidden_answers_like_what_does_not_exist(standing: Standing):
    different = []
    for swap, unknown in swaps.in_addresses(standing):
        if OPEN_DOORS.get(swap.line.name):
            continue
        pages = []
        for one in (swap, unknown):
            with standing.undone():
                answer = standing.ask(
                    swaps.ACTOR, one.address, one.line.verb, data=one.form or None
                )
            part = next(a for a, b in zip(one.address.split("/"), unknown.address.split("/"))
                        if b == swaps.UNKNOWN)  # fmt: skip
            pages.append((answer.status_code, swaps.bare(answer.text, part)))
        if pages[0] != pages[1]:
            different.append(str(swap))
    assert different == []


def test_another_id_in_a_form_is_refused_and_changes_nothing(standing: Standing):
    done = []
    seen = list(swaps.in_forms(standing))
    for swap in seen:
        for who in INSIDE:
            with standing.undone() as kept:
                answer = standing.ask(who, swap.address, swap.line.verb, data=swap.form)
            came = asking.outcome(answer, swap.line.verb)
            if asking.changes(kept, came) or came == "page":
                done.append(f"{swap} by {who}: {came} {kept}")
    assert len(seen) >= 3
    assert not done, "\n".join(done)


@pytest.mark.parametrize("place", ["public", "group"])
def test_a_form_that_names_a_group_one_is_not_in_shows_it_nothing(standing: Standing, place: str):
    """The author shows an entry to a group of others: not there, and nothing is shared."""
    entry = standing.world.ids[place]["evaluation"]
    foreign = standing.world.ids["elsewhere"]["group id"]
    with standing.undone() as kept:
        answer = standing.ask(
            "author", f"/my-health/evaluations/{entry}/show", "POST", data={"group": foreign}
        )
    assert answer.status_code == 403
    assert asking.changes(kept, "forbidden") == []
