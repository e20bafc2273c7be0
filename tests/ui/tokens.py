"""Reads tokens.css as it is served, and reckons contrasts by the WCAG formula."""

from __future__ import annotations

import re
from pathlib import Path

import coproduce.ui

STATIC = Path(coproduce.ui.__file__).parent / "static" / "ui"
RULE = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")


def blocks() -> dict[str, dict[str, str]]:
    """The colours of the light block, of the dark block by device, and of the dark block by choice."""
    text = (STATIC / "tokens.css").read_text()
    light = text[text.index(":root {") : text.index("@media (prefers-color-scheme")]
    device = text[text.index("@media (prefers-color-scheme") : text.index(':root[data-scheme="dark"]')]
    choice = text[text.index(':root[data-scheme="dark"]') : text.index("@media print")]
    return {name: dict(RULE.findall(part)) for name, part in (("light", light), ("device", device), ("choice", choice))}


def scheme(name: str) -> dict[str, str]:
    """Every colour in force in a scheme: dark overrides light."""
    found = blocks()
    return found["light"] if name == "light" else found["light"] | found["device"]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
