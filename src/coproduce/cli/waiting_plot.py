"""The curve of waiting as a picture."""

from __future__ import annotations

from xml.sax.saxutils import escape

from coproduce.cli.words import Speaker
from coproduce.methods.waiting import Curve

WIDE, HIGH, EDGE = 640, 360, 48


def picture(curve: Curve, speaker: Speaker) -> str:
    """The share still waiting, day by day, with its interval as a band. Text is text, so it can be read aloud."""
    last = max((step.day for step in curve.steps), default=0) or 1

    def at(day: float, share: float) -> str:
        x = EDGE + (WIDE - 2 * EDGE) * day / last
        return f"{x:.1f},{HIGH - EDGE - (HIGH - 2 * EDGE) * share:.1f}"

    def stairs(name: str) -> list[str]:
        points, level = [at(0, 1)], 1.0
        for step in curve.steps:
            points.append(at(step.day, level))
            level = getattr(step, name)
            points.append(at(step.day, level))
        return points

    title = escape(speaker.say("ui.waiting_plot_title"))
    band = " ".join([*stairs("low"), *reversed(stairs("high"))])
    marks = "".join(
        f'<text x="{EDGE - 6}" y="{at(0, share).split(",")[1]}" text-anchor="end">'
        f"{escape(speaker.say('ui.measure_percent', percent=round(100 * share)))}</text>"
        for share in (0, 0.5, 1)
    )
    days = escape(speaker.say("ui.waiting_plot_days", days=last))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" '
        f'font-family="sans-serif" font-size="13">\n<title>{title}</title>\n'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>\n<text x="{EDGE}" y="24">{title}</text>\n'
        f'<polygon points="{band}" fill="#cfe3f5"/>\n'
        f'<polyline points="{" ".join(stairs("survival"))}" fill="none" stroke="#174a7c" stroke-width="2"/>\n'
        f'<path d="M{at(0, 1)} L{at(0, 0)} L{at(last, 0)}" fill="none" stroke="#333"/>\n{marks}\n'
        f'<text x="{WIDE - EDGE}" y="{HIGH - 16}" text-anchor="end">{days}</text>\n</svg>\n'
    )
