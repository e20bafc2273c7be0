"""The colours hold what docs/reference/look.md promises, in both schemes, computed from the file that is served."""

from __future__ import annotations

import pytest

from tests.ui.tokens import blocks, contrast, scheme

TEXT = ("ink", "mute", "link", "warn", "ok", "citizens-ink", "professionals-ink")
SURFACES = ("paper", "card")


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("surface", SURFACES)
def test_text_on_page_and_card(name: str, text: str, surface: str) -> None:
    colours = scheme(name)
    assert contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("ink", "tint"), ("link", "tint"), ("mute", "tint"), ("warn", "warn-bg"), ("ink", "warn-bg"),
        ("link", "warn-bg"), ("ok", "ok-bg"), ("ink", "ok-bg"), ("link", "ok-bg"), ("brand-ink", "brand"),
        ("brand-ink", "brand-hover"), ("focus-ink", "focus"), ("card", "warn"),
    ],
)  # fmt: skip
def test_text_on_coloured_surfaces(name: str, text: str, surface: str) -> None:
    colours = scheme(name)
    assert contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("side", ["citizens", "professionals", "elected"])
@pytest.mark.parametrize("ground", ["card", "track"])
def test_sides_stand_out_from_card_and_empty_track(name: str, side: str, ground: str) -> None:
    colours = scheme(name)
    assert contrast(colours[side], colours[ground]) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_sides_differ_in_lightness_for_colour_blind_eyes_and_grey_print(name: str) -> None:
    colours = scheme(name)
    assert contrast(colours["citizens"], colours["professionals"]) >= 2


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_edges_of_fields_and_the_focus_ring_are_seen(name: str, ground: str) -> None:
    colours = scheme(name)
    assert contrast(colours["edge"], colours[ground]) >= 3
    # The ring is yellow beside an ink edge: one of the two is always seen.
    assert max(contrast(colours[part], colours[ground]) for part in ("focus", "ink")) >= 3


def test_dark_by_device_and_dark_by_choice_are_one_scheme() -> None:
    found = blocks()
    assert found["device"] == found["choice"]
    assert set(found["device"]) <= set(found["light"])
