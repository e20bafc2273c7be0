"""A small drawing: one bar an option, as SVG, without any library."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from coproduce.cli.words import Speaker

_LINE, _TEXT, _BAR = 26, 220, 360


def bars(title: str, figures: Sequence[tuple[str, str, bool]], speaker: Speaker) -> str:
    """Bars from a common line, negative ones to its left; (name, figure, chosen) each.

    A figure that is no number has none.
    """
    values = [_value(text) for _, text, _ in figures]
    low = min([Fraction(0), *(v for v in values if v is not None)])
    span = max([Fraction(0), *(v for v in values if v is not None)]) - low or Fraction(1)
    zero = _TEXT - float(low / span) * _BAR
    height = _LINE * (len(figures) + 1) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_TEXT + _BAR + 110} {height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>',
        f'<text x="8" y="18" font-weight="bold">{escape(title)}</text>',
    ]
    for number, ((name, text, chosen), value) in enumerate(zip(figures, values, strict=True), start=1):
        y = number * _LINE + 4
        short = name if len(name) <= 30 else name[:29] + "…"
        lines.append(f'<text x="8" y="{y + 14}">{escape(short)}</text>')
        end = zero if value is None else zero + float(value / span) * _BAR
        if value:
            left, width = min(zero, end), abs(end - zero)
            style = 'fill="#1f5f8b"' if chosen else 'fill="#c9d6df"'
            lines.append(f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="18" {style}/>')
        lines.append(f'<text x="{max(zero, end) + 6:.1f}" y="{y + 14}">{escape(_shown(text, speaker))}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _value(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None


def _shown(text: str, speaker: Speaker) -> str:
    digits = text.removeprefix("-")
    if not digits.replace(".", "", 1).isdecimal():
        return text
    return ("−" if text.startswith("-") else "") + speaker.number(digits)
