"""A person is one person, however much they wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.insights.queries.answers import Answer
from app.insights.services.counting import count
from app.insights.services.table_catalogue import ALL_TREATMENTS, table_catalogue

TABLES = table_catalogue().tables
one_answer = st.builds(
    Answer,
    member_id=st.integers(1, 5),
    condition_id=st.integers(1, 3),
    treatment_id=st.integers(1, 4),
    effectiveness=st.none() | st.integers(0, 4),
    side_effects=st.none() | st.integers(0, 4),
    overall=st.none() | st.integers(1, 10),
)


def _by_person(answers: list[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda answer: answer.member_id)


@given(st.lists(one_answer, max_size=60))
def test_no_table_counts_more_people_than_there_are(answers: list[Answer]) -> None:
    people = len({answer.member_id for answer in answers})
    for cells in count(_by_person(answers), TABLES).values():
        assert cells.total() <= people


@given(st.lists(one_answer, max_size=40), st.lists(one_answer, min_size=1, max_size=40))
def test_all_answers_of_one_more_person_move_one_cell_of_a_table_by_one(
    others: list[Answer], own: list[Answer]
) -> None:
    def first(answers: list[Answer]) -> Answer:
        return answers[0]

    newcomer = [
        Answer(99, one.condition_id, one.treatment_id, one.effectiveness, one.side_effects, None)
        for one in own
    ]
    before = count(_by_person(others), TABLES, first)
    after = count([*_by_person(others), *newcomer], TABLES, first)
    for table in TABLES:
        moved = after[table.id] - before[table.id]
        assert moved.total() <= 1
        assert not before[table.id] - after[table.id]


def test_every_treatment_of_a_person_has_the_same_chance_to_be_counted() -> None:
    own = [Answer(1, 1, treatment, 4, 0, None) for treatment in (1, 2, 3, 4)]
    drawn = [next(iter(count(own, TABLES)["condition-effectiveness"]))[1] for _ in range(2000)]
    assert all(400 <= drawn.count(treatment) <= 600 for treatment in (1, 2, 3, 4))


def test_all_tables_count_the_same_answer_of_a_person() -> None:
    own = [Answer(1, condition, 10 * condition, 4, 0, 9) for condition in range(1, 50)]
    cells = count(own, TABLES)
    assert len({key[0] for table in cells.values() for key in table}) == 1
    assert sum(table.total() for table in cells.values()) == 3


def test_the_table_over_all_treatments_counts_everybody_in_one_row() -> None:
    answers = [Answer(member, 1, member, 4, 0, 9) for member in range(1, 8)]
    cells = count(answers, TABLES)
    assert cells["condition-overall"] == {(1, ALL_TREATMENTS, 2): 7}
    assert len(cells["condition-effectiveness"]) == 7
