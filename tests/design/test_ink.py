"""Every pair of colours that carries meaning, computed from the sheets, in every theme."""

from __future__ import annotations

import re

import pytest

from tests.design.sheets import palette, ratio, themes

# (front, back, light, dusk): the figures the palette was chosen by; the sheets may not fall below them.
STATED = [
    ("ink", "paper", 14.9, 15.1),
    ("ink", "surface", 15.8, 13.6),
    ("ink", "sunken", 13.5, 16.1),
    ("ink-2", "paper", 8.2, 10.1),
    ("ink-2", "surface", 8.7, 9.1),
    ("ink-2", "sunken", 7.4, 10.8),
    ("link", "paper", 7.8, 10.4),
    ("link", "surface", 8.3, 9.4),
    ("link", "sunken", 7.05, 11.1),
    ("visited", "paper", 7.8, 9.7),
    ("on-brand", "brand", 8.0, 9.3),
    ("on-brand", "brand-hover", 8.0, 9.3),
    ("brand", "paper", 7.5, 9.8),
    ("brand", "brand-tint", 6.8, 6.9),
    ("clay", "paper", 7.2, 8.6),
    ("danger", "surface", 8.4, 8.7),
    ("danger", "danger-tint", 7.3, 8.0),
    ("warn", "warn-tint", 7.8, 8.7),
    ("ok", "ok-tint", 7.4, 8.3),
    ("info", "info-tint", 7.7, 8.6),
    ("ink", "brand-tint", 13.5, 10.5),
    ("ink", "danger-tint", 13.5, 10.5),
    ("ink", "warn-tint", 13.5, 10.5),
    ("ink", "ok-tint", 13.5, 10.5),
    ("ink", "info-tint", 13.5, 10.5),
    ("on-crisis", "crisis", 13.6, 11.0),
    ("crisis-edge", "paper", 12.6, 8.7),
    ("ink", "own", 13.3, 10.0),
    ("ink-2", "own", 7.3, 6.7),
    ("link", "own", 6.95, 6.9),
    ("edge", "paper", 4.2, 5.6),
    ("edge", "surface", 4.5, 5.0),
    ("edge", "sunken", 3.8, 6.0),
    ("halo", "brand", 5.6, 10.5),
    ("focus", "halo", 11.2, 13.1),
    ("focus", "paper", 14.9, 12.3),
    ("series-1", "surface", 7.9, 8.9),
    ("series-2", "surface", 3.7, 4.6),
    ("series-3", "surface", 4.1, 4.5),
    ("series-4", "surface", 14.3, 13.1),
]
LEVELS = range(5)


@pytest.mark.parametrize(("front", "back", "light", "dusk"), STATED)
def test_a_pair_keeps_the_contrast_it_was_chosen_by(
    front: str, back: str, light: float, dusk: float
) -> None:
    for theme, least in (("light", light), ("dusk", dusk)):
        tokens = themes()[theme]
        assert ratio(tokens[front], tokens[back]) >= least - 0.1, theme


@pytest.mark.parametrize("theme", sorted(themes()))
def test_words_on_their_ground_reach_seven_to_one_but_for_the_named_exceptions(theme: str) -> None:
    exceptions = {("brand", "brand-tint"), ("ink-2", "own"), ("link", "own")}
    grounds = {"paper", "surface", "sunken", "own"}
    words = [
        (front, back)
        for front, back, *_ in STATED
        if back in grounds or back.endswith("-tint") or front.startswith("on-")
        if not front.startswith(("edge", "series", "halo", "focus"))
    ]
    tokens = themes()[theme]
    weak = {pair for pair in words if ratio(tokens[pair[0]], tokens[pair[1]]) < 7}
    assert weak <= exceptions


@pytest.mark.parametrize("theme", sorted(themes()))
def test_the_number_on_a_level_can_be_read(theme: str) -> None:
    tokens = themes()[theme]
    assert min(ratio(tokens[f"on-level-{n}"], tokens[f"level-{n}"]) for n in LEVELS) >= 4.5


@pytest.mark.parametrize("theme", sorted(themes()))
def test_edges_of_controls_and_chart_marks_reach_three_to_one(theme: str) -> None:
    tokens = themes()[theme]
    marks = ["edge", "brand", "clay", "series-1", "series-2", "series-3", "series-4"]
    assert min(ratio(tokens[mark], tokens["surface"]) for mark in marks) >= 3


@pytest.mark.parametrize("ground", ["paper", "surface", "sunken", "brand", "crisis", "brand-tint"])
def test_one_of_the_two_focus_colours_stands_out_on_every_ground(ground: str) -> None:
    for theme, tokens in themes().items():
        seen = [ratio(tokens[ring], tokens[ground]) for ring in ("focus", "halo")]
        assert max(seen) >= 3, theme


def test_the_copies_for_the_device_settings_are_the_themes_themselves() -> None:
    every = themes()
    assert every["dusk by device"] == every["dusk"]
    assert every["contrast by device"] == every["contrast"]


def test_every_theme_gives_every_token() -> None:
    wanted = set(themes()["light"])
    assert {theme for theme, tokens in themes().items() if set(tokens) != wanted} == set()


def test_named_values_are_written_out_in_full_and_differ() -> None:
    values = list(palette().values())
    assert [v for v in values if not re.fullmatch(r"#[0-9a-f]{6}", v)] == []
    assert len(values) == len(set(values))
