"""The checker sees each broken promise in a history made by hand, and nothing in a good one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.chat_history.harness.checker import complaints
from tests.chat_history.harness.history import Entry, Got, History, Said, Span


def good() -> History:
    """Ann and Ben read a room, Cem was in it until number 2, Dua came after 1, Eve never was.
    Ann says three things, Ben reacts to the second; one try of hers failed, one is unknown."""
    history = History(
        last={"room": 4}, pages={name: name for name in "ann ben cem dua eve".split()}
    )
    for number, at in ((1, 10.0), (2, 20.0), (4, 40.0)):
        words, client_id = f"words {number}", f"ann-{number}"
        said = Said("ann", "ann", "room", client_id, words, at, "ok", number, at + 1)
        history.said.append(said)
        history.log.append(
            Entry("room", number, "said", f"m{number}", number, at, "ann", client_id, words)
        )
    history.log.append(Entry("room", 3, "reacted", "m2", 2, 30.0))
    history.said.append(Said("ann", "ann", "room", "ann-5", "never", 50.0, "failed"))
    history.said.append(Said("ann", "ann", "room", "ann-6", "perhaps", 50.0))
    history.spans = [
        Span("ann", "room"), Span("ben", "room"), Span("cem", "room", 0, 2, 25.0),
        Span("dua", "room", after=1),
    ]  # fmt: skip
    for page, numbers in (("ann", (1, 2, 3, 4)), ("ben", (1, 2, 3, 4)), ("cem", (1, 2))):
        history.got += [got(page, number) for number in numbers]
    history.got += [got("dua", number) for number in (2, 3, 4)]
    return history


def got(page: str, number: int) -> Got:
    """An entry as it came to a page at once."""
    kind, message = ("reacted", "m2") if number == 3 else ("said", f"m{number}")
    client_id, item = (f"ann-{number}", f"<li>words {number}</li>") if kind == "said" else ("", "")
    return Got(page, page, "room", number, kind, message, number * 10.0, client_id, item)


def test_a_good_history_has_no_complaint() -> None:
    assert complaints(good()) == []


def test_an_unknown_message_may_have_been_kept() -> None:
    history = good()
    history.log.append(Entry("room", 5, "said", "m5", 5, 50.0, "ann", "ann-6", "perhaps"))
    history.last["room"] = 5
    last = Got("x", "x", "room", 5, "said", "m5", 51.0, "ann-6", "perhaps")
    history.got += [replace(last, page=name, member=name) for name in ("ann", "ben", "dua")]
    assert complaints(history) == []


def test_what_was_on_its_way_when_the_right_ended_may_come_within_two_seconds() -> None:
    history = good()
    history.spans[2] = Span("cem", "room", 0, 1, 19.0)
    assert complaints(history) == []


def _hole(history: History) -> None:
    history.got.remove(got("ben", 2))


def _nothing_at_the_end(history: History) -> None:
    history.got.remove(got("ben", 4))


def _twice(history: History) -> None:
    history.got.append(got("ben", 4))


def _out_of_order(history: History) -> None:
    history.got.remove(got("ben", 3))
    history.got.append(got("ben", 3))


def _to_a_stranger(history: History) -> None:
    history.got.append(got("eve", 1))


def _after_removal(history: History) -> None:
    history.got += [got("cem", 3)]


def _late_after_removal(history: History) -> None:
    history.got[-4] = replace(got("cem", 2), at=27.5)


def _before_entering(history: History) -> None:
    history.got.insert(0, got("dua", 1))


def _change_of_what_was_before_entering(history: History) -> None:
    history.spans[3].after = 2


def _lost(history: History) -> None:
    history.said.append(Said("ben", "ben", "room", "ben-1", "hello", 50.0, "ok", 5))


def _other_number(history: History) -> None:
    history.said[0].sequence = 2


def _refused_and_kept(history: History) -> None:
    history.said[0].outcome = "failed"


def _kept_twice(history: History) -> None:
    history.log.append(replace(history.log[0], sequence=5, message="m5"))
    history.last["room"] = 5


def _gap_in_the_log(history: History) -> None:
    history.log.pop()


def _said_by_nobody(history: History) -> None:
    del history.said[0]


def _other_words_kept(history: History) -> None:
    history.said[0].words = "something else"


def _other_words_shown(history: History) -> None:
    history.got[0] = replace(history.got[0], item="<li>something else</li>")


def _other_message_shown(history: History) -> None:
    history.got[0] = replace(history.got[0], message="m2")


def _said_from_outside(history: History) -> None:
    history.log.append(Entry("room", 5, "said", "m5", 5, 50.0, "cem", "cem-1", "hello"))


def _let_in(history: History) -> None:
    history.intruded.append("eve room: join was let in")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_hole, ["ben room: 2 never came"]),
        (_nothing_at_the_end, ["ben room: 4 never came"]),
        (_twice, ["ben room: 4 twice"]),
        (_out_of_order, ["ben room: 3 after 4"]),
        (_to_a_stranger, ["eve room: 1 is not for eve"]),
        (_after_removal, ["cem room: 3 is not for cem"]),
        (_late_after_removal, ["cem room: 2 is not for cem"]),
        (_before_entering, ["dua room: 1 is not for dua"]),
        (_change_of_what_was_before_entering, [f"dua room: {n} is not for dua" for n in (2, 3)]),
        (_lost, ["room: ben-1 acknowledged and lost"]),
        (_other_number, ["room: ann-1 acknowledged as 2, is 1"]),
        (_refused_and_kept, ["room: ann-1 refused and kept"]),
        (_gap_in_the_log, ["room: the log has gaps or twins, or does not end at 4"]),
        (_said_by_nobody, ["room: ann-1 was said by nobody, kept 1 times"]),
        (_other_words_kept, ["room: ann-1 kept with other words"]),
        (_other_words_shown, ["ann room: 1 reads otherwise than it was said"]),
        (_said_from_outside, ["room: 5 was said by cem, who is not in it"]),
        (_let_in, ["eve room: join was let in"]),
        (_other_message_shown, ["ann room: 1 is not what was kept"]),
    ],
)
def test_each_broken_promise_is_seen_and_named(spoil, words: list[str]) -> None:
    history = good()
    spoil(history)
    found = complaints(history)
    assert [one for one in words if one not in found] == [], found


def test_one_message_kept_twice_is_seen() -> None:
    history = good()
    _kept_twice(history)
    assert "room: ann-1 kept 2 times" in complaints(history)
