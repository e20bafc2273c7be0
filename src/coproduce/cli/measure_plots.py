"""Pictures of measures as SVG: two bars a line, intervals around a ratio, who is matched with whom.

Told apart by form, not by colour alone: full and hatched bars, full and hollow marks. Each is titled and described.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from xml.sax.saxutils import escape

DARK, PALE, INK, RULE = "#1d5a8c", "#c9d6df", "#222", "#ccc"
WIDE, TEXT, ROW, TOP = 720, 230, 44, 76
BARS = WIDE - TEXT - 110


@dataclass(frozen=True, slots=True)
class Two:
    """One line: its name, and two figures with how they are written."""

    name: str
    first: float
    second: float
    said: tuple[str, str]


def two_bars(title: str, told: str, legend: tuple[str, str], rows: Sequence[Two], most: float = 0.0) -> str:
    """Two bars a line from zero to the greatest, or to ``most``: the first full, the second hatched."""
    top = most or max((max(row.first, row.second) for row in rows), default=0) or 1.0
    body = [_key(0, legend[0], f'fill="{DARK}"'), _key(1, legend[1], 'fill="url(#hatched)"')]
    for number, row in enumerate(rows):
        high = TOP + number * ROW
        body.append(_text(TEXT - 10, high + 22, _short(row.name), "end"))
        for place, (figure, said, fill) in enumerate(
            ((row.first, row.said[0], DARK), (row.second, row.said[1], "url(#hatched)"))
        ):
            y, width = high + 2 + place * 17, max(BARS * max(figure, 0) / top, 1)
            body.append(
                f'<rect x="{TEXT}" y="{y}" width="{width:.1f}" height="15" fill="{fill}" stroke="{DARK}"/>'
                + _text(TEXT + width + 6, y + 12, said)
            )
    body.append(f'<path d="M{TEXT} {TOP - 4}V{TOP + len(rows) * ROW}" stroke="{INK}"/>')
    return _page(title, told, TOP + len(rows) * ROW + 14, body)


@dataclass(frozen=True, slots=True)
class Around:
    """One line: its name, a ratio with its interval, how that is written, and whether something is to be said of it."""

    name: str
    ratio: float
    low: float
    high: float
    said: str
    marked: bool


def intervals(title: str, told: str, band: tuple[float, float], rows: Sequence[Around]) -> str:
    """Ratios on a scale of proportions, each with its interval, around a band in which all is in line."""
    least, most = 0.125, 8.0

    def across(ratio: float) -> float:
        held = min(max(ratio, least), most)
        return TEXT + BARS * (log(held / least) / log(most / least))

    foot = TOP + len(rows) * 30
    left, right = (across(edge) for edge in band)
    body = [f'<rect x="{left:.1f}" y="{TOP - 8}" width="{right - left:.1f}" height="{foot - TOP + 8}" fill="#e4edf3"/>']
    for mark, said in ((0.125, "1/8"), (0.25, "1/4"), (0.5, "1/2"), (1, "1"), (2, "2"), (4, "4"), (8, "8")):
        at = across(mark)
        body.append(f'<path d="M{at:.1f} {TOP - 8}V{foot}" stroke="{INK if mark == 1 else RULE}"/>')
        body.append(_text(at, foot + 18, said, "middle"))
    for number, row in enumerate(rows):
        y = TOP + number * 30 + 12
        fill = DARK if row.marked else "#fff"
        body.append(_text(TEXT - 10, y + 4, _short(row.name), "end"))
        body.append(f'<path d="M{across(row.low):.1f} {y}H{across(row.high):.1f}" stroke="{DARK}" stroke-width="3"/>')
        at = across(row.ratio)
        way = 9 if row.ratio > most else -9
        if least <= row.ratio <= most:
            drawn = f'<circle cx="{at:.1f}" cy="{y}" r="6" '
        else:  # beyond the scale: an arrow instead of a mark
            drawn = f'<path d="M{at:.1f} {y - 6}l{way} 6l{-way} 6z" '
        body.append(drawn + f'fill="{fill}" stroke="{DARK}" stroke-width="2"/>')
        body.append(_text(TEXT + BARS + 10, y + 4, row.said))
    return _page(title, told, foot + 32, body)


def bonds(title: str, told: str, left: Iterable[str], right: Iterable[str], pairs: Mapping[str, Sequence[str]]) -> str:
    """Two columns of names and a line for each match, from left to right; who has none stands hollow."""
    names, others = list(left), list(right)
    at = {name: TOP + n * 24 for n, name in enumerate(names)}
    to = {name: TOP + n * 24 for n, name in enumerate(others)}
    ends, body = (TEXT, WIDE - TEXT), []
    for name, matched in pairs.items():
        for other in matched:
            body.append(f'<path d="M{ends[0]} {at[name]}L{ends[1]} {to[other]}" stroke="{DARK}" stroke-width="1.5"/>')
    met = {other for matched in pairs.values() for other in matched}
    for x, places, has, anchor in (
        (ends[0], at, {name for name, matched in pairs.items() if matched}, "end"),
        (ends[1], to, met, "start"),
    ):
        for name, y in places.items():
            fill = DARK if name in has else "#fff"
            body.append(f'<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="{DARK}" stroke-width="2"/>')
            body.append(_text(x + (12 if anchor == "start" else -12), y + 4, _short(name), anchor))
    return _page(title, told, TOP + max(len(names), len(others), 1) * 24, body)


def _page(title: str, told: str, high: int, body: Iterable[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img" '
            f'aria-labelledby="title told" font-family="sans-serif" font-size="13">',
            f'<title id="title">{_clean(title)}</title><desc id="told">{_clean(told)}</desc>',
            '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="#fff"/><path d="M0 6L6 0" stroke="{DARK}" stroke-width="1.5"/>'
            "</pattern></defs>",
            f'<rect width="{WIDE}" height="{high}" fill="#fff"/>',
            f'<text x="16" y="26" font-size="16" font-weight="bold" fill="{INK}">{_clean(title)}</text>',
            *body,
            "</svg>",
            "",
        ]
    )


def _key(place: int, said: str, fill: str) -> str:
    x = 16 + place * 340
    return f'<rect x="{x}" y="42" width="15" height="15" {fill} stroke="{DARK}"/>' + _text(x + 22, 54, said)


def _text(x: float, y: float, said: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{_clean(said)}</text>'


def _short(name: str) -> str:
    return name if len(name) <= 30 else name[:29] + "…"


def _clean(text: str) -> str:
    """Text as XML takes it: what cannot be printed is left out."""
    return escape("".join(one for one in text if one.isprintable() or one in "\u00a0\u202f"))
