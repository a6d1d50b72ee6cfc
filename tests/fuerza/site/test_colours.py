"""Every pair of colours that carries words can be read, in every theme, in our colours and in the discreet ones."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "src/fuerza/static/css"
Colours = dict[str, str]

GROUNDS = ("paper", "surface", "primary-tint", "warm-tint", "kept-tint", "needs-tint")
WORDS = [
    *[("ink", ground) for ground in GROUNDS],
    *[("soft", ground) for ground in ("paper", "surface", "primary-tint", "warm-tint")],
    *[
        ("primary", ground)
        for ground in ("paper", "surface", "primary-tint", "warm-tint", "needs-tint", "kept-tint")
    ],
    *[("warm", ground) for ground in ("paper", "surface", "warm-tint")],
    *[("kept", ground) for ground in ("paper", "surface", "kept-tint")],
    *[("needs", ground) for ground in ("paper", "surface", "needs-tint")],
    ("on-primary", "primary"),
    ("paper", "ink"),
]
SHAPES = [("edge", "paper"), ("edge", "surface"), ("primary", "paper"), ("needs", "surface")]


def tokens(css: str) -> Colours:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def blocks(name: str) -> tuple[Colours, Colours, Colours]:
    """Return a file's colours: light, dark by the device, dark by choice."""
    css = (STATIC / name).read_text(encoding="utf-8")
    light = re.search(r"^:root \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)
    device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)
    chosen = re.search(r'^:root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL | re.MULTILINE)
    assert light
    assert device
    assert chosen
    return tokens(light[1]), tokens(device[1]), tokens(chosen[1])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


OURS, OURS_DARK, OURS_CHOSEN = blocks("fuerza.css")
PLAIN, PLAIN_DARK, PLAIN_CHOSEN = blocks("plain.css")
THEMES = {
    "light": OURS,
    "dark": OURS | OURS_DARK,
    "discreet light": OURS | PLAIN,
    "discreet dark": OURS | OURS_DARK | PLAIN | PLAIN_DARK,
}


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert (round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)) == (
        21.0,
        4.48,
    )


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_in_every_theme(theme: str) -> None:
    colours = THEMES[theme]

    too_weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in WORDS
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }

    assert too_weak == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_controls_can_be_seen_in_every_theme(theme: str) -> None:
    colours = THEMES[theme]

    too_weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in SHAPES
        if contrast(colours[pair[0]], colours[pair[1]]) < 3
    }

    assert too_weak == {}


def test_dark_by_choice_is_the_same_as_dark_by_the_device() -> None:
    assert (OURS_CHOSEN, PLAIN_CHOSEN) == (OURS_DARK, PLAIN_DARK)


def test_dark_leaves_no_colour_of_light_behind() -> None:
    assert set(OURS_DARK) == set(OURS)
