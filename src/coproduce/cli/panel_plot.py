"""A picture of everybody's chance, as SVG."""

from __future__ import annotations

from xml.sax.saxutils import escape

from coproduce.cli.panel_page import figure
from coproduce.cli.words import Speaker
from coproduce.methods.panels import Lottery

WIDE, HIGH, EDGE = 720, 360, 56


def picture(lottery: Lottery, speaker: Speaker) -> str:
    """A dot for each person, the lowest chance first, and a line at the even chance."""
    chances = sorted(lottery.probabilities.values())
    top = max(*chances, lottery.size / len(chances)) or 1.0

    def across(number: int) -> float:
        return EDGE + (WIDE - 2 * EDGE) * (number + 0.5) / len(chances)

    def up(chance: float) -> float:
        return HIGH - EDGE - (HIGH - 2 * EDGE) * chance / top

    even = up(lottery.size / len(chances))
    title = escape(speaker.say("ui.panel_plot_title"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" font-family="sans-serif">',
        f"<title>{title}</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
        f'<text x="{EDGE}" y="28" font-size="16" fill="#222">{title}</text>',
        *(_mark(top * part / 4, up(top * part / 4), speaker) for part in range(5)),
        f'<path d="M{EDGE} {even:.1f}H{WIDE - EDGE}" stroke="#b3450f" stroke-width="2" stroke-dasharray="6 4"/>',
        f'<text x="{WIDE - EDGE}" y="{even - 6:.1f}" font-size="12" text-anchor="end" fill="#b3450f">'
        f"{escape(speaker.say('ui.panel_plot_even'))}</text>",
        *(
            f'<circle cx="{across(number):.1f}" cy="{up(chance):.1f}" r="2.5" fill="#1d5a8c"/>'
            for number, chance in enumerate(chances)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _mark(chance: float, high: float, speaker: Speaker) -> str:
    said = figure(100 * chance, speaker, places=1)
    return (
        f'<path d="M{EDGE} {high:.1f}H{WIDE - EDGE}" stroke="#ddd"/>'
        f'<text x="{EDGE - 8}" y="{high + 4:.1f}" font-size="12" text-anchor="end" fill="#222">{said}</text>'
    )
