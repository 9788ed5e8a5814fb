"""The standing rule file, and what is refused in one that is changed."""

from __future__ import annotations

import tomllib

import pytest

from app.moderation.services.screening.guarding import GUARDS, LISTS
from app.moderation.services.screening.rule_file import FILE, RuleFault, read_rules, standing_rules
from app.moderation.services.screening.rules import ASK_AUTHOR, LABELS, LEVELS, OPEN_CASE

STANDING = FILE.read_text("utf-8")
DATA = tomllib.loads(STANDING)
RULE = """
[[rules]]
name = "too_loud"
label = "promotion"
topic = "service"
flaw = "other"
harm = "H1"
level = "rest"
act = "ask_author"
words.en = { author = "Softer?", moderator = "Loud." }
patterns = [{ steps = ["very loud"] }]
"""
LISTED = "version = 1\n[lists]\n" + "".join(f'{name} = ["word"]\n' for name in LISTS)


def fault(text: str) -> str:
    with pytest.raises(RuleFault) as refused:
        read_rules(text)
    return str(refused.value)


def test_the_graver_rule_stands_before_the_milder_one() -> None:
    """The first hit says where a case goes. Addresses come last: nobody is injured by one."""
    rules = standing_rules().rules
    assert tuple(dict.fromkeys(rule.label for rule in rules)) == LABELS
    injuring = [LEVELS.index(rule.level) for rule in rules if rule.label in LABELS[:3]]
    assert injuring == sorted(injuring)


def test_every_rule_says_something_to_the_author_and_to_the_moderator() -> None:
    for rule in standing_rules().rules:
        assert rule.told("author").endswith((".", "?"))
        assert rule.told("moderator", "nl") == rule.told("moderator")


def test_a_rule_can_only_open_a_case_or_ask() -> None:
    assert {rule.act for rule in standing_rules().rules} == {OPEN_CASE, ASK_AUTHOR}


def test_a_rule_that_asks_whose_story_it_is_opens_no_case() -> None:
    asking = {rule.name: rule.act for rule in standing_rules().rules if "or_story" in rule.name}
    assert asking == {"dose_or_story": ASK_AUTHOR, "stop_or_story": ASK_AUTHOR}


def test_every_list_and_every_guard_is_used() -> None:
    patterns = [pattern for rule in DATA["rules"] for pattern in rule.get("patterns", ())]
    steps = {step.removeprefix("@") for pattern in patterns for step in pattern["steps"]}
    assert set(DATA["lists"]) <= steps | set(LISTS)
    used = {guard for pattern in patterns for guard in pattern.get("unless", ())}
    assert {*used, *(guard for rule in DATA["rules"] for guard in rule.get("unless", ()))} == set(
        GUARDS
    )


def test_every_rule_gives_its_reason_and_its_source_in_a_comment() -> None:
    """The reason may stand once above rules that share it."""
    assert STANDING.count("# Source: ") + STANDING.count("# Reason and source: ") >= 9
    assert STANDING.count("# Reason") >= 9


def test_a_file_in_order_is_read() -> None:
    (rule,) = read_rules(LISTED + RULE).rules
    assert (rule.name, rule.patterns[0].within, rule.patterns[0].reach) == ("too_loud", 8, 0)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "promotion"', 'label = "loudness"', "rule too_loud: label must be one of"),
        ('harm = "H1"', 'harm = "H9"', "rule too_loud: harm must be one of H0, H1, H2, H3"),
        ('act = "ask_author"', 'act = "remove"', "rule too_loud: act must be one of open_case"),
        ('level = "rest"', "", "rule too_loud: level must be one of"),
        ('"Softer?"', '" "', "rule too_loud: words.en.author says nothing"),
        ("very loud", "@loud", "rule too_loud, pattern 1: there is no list @loud"),
        ("very loud", "very?", "may be empty"),
        ("very loud", "a|| b", "has an empty choice"),
        (
            "very loud",
            "a b c d e f g h i",
            "rule too_loud, pattern 1: “a b c d e f g h i” is longer",
        ),
        ("very loud", " ".join(["a|b|c|d|e|f|g|h"] * 4), "stands for 4096 phrases"),
        ('["very loud"]', "[]", "rule too_loud, pattern 1: has no steps"),
        ('["very loud"] }', '["a"], within = 99 }', "pattern 1: within must be from 1 to 40"),
        ('["very loud"] }', '["a"], reach = 9 }', "pattern 1: reach must be from 0 to 5"),
        ('["very loud"] }', '["a"], unless = ["loud"] }', "pattern 1: unless: loud is none of"),
        ('["very loud"] }', '["a"], regex = "a+" }', "pattern 1: nobody knows regex"),
        ("patterns =", 'links = ["odd"]\npatterns =', "rule too_loud: links: odd is none of"),
        ('patterns = [{ steps = ["very loud"] }]', "", "rule too_loud: points at nothing"),
        ('name = "too_loud"', 'name = "too loud"', "rule too loud: name must be"),
        ('name = "too_loud"', "", "rule (without a name): name must be"),
        ("[[rules]]", "[[rules]]\ncolour = 1", "rule too_loud: nobody knows colour"),
        ("version = 1", "version = 0", "the file: version must be a number from 1"),
        ("version = 1", "version = 1\nrulez = 1", "the file: nobody knows rulez"),
        ('told = ["word"]', "", "the file: guards need the lists told"),
        ('told = ["word"]', "told = []", "list told: is empty"),
        ("version = 1", "version =", "the file is no TOML"),
    ],
)
def test_a_fault_is_refused_and_named(old: str, new: str, said: str) -> None:
    whole = LISTED + RULE
    assert old in whole
    assert said in fault(whole.replace(old, new, 1))


def test_one_name_is_one_rule() -> None:
    assert fault(LISTED + RULE + RULE) == "rule too_loud: the name stands twice"
