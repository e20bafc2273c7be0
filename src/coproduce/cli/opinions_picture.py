"""A map of opinions as one SVG: first how each group voted, as bars; then, below, where people stand."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np

from coproduce.cli.opinions_page import letter
from coproduce.cli.words import Speaker
from coproduce.methods._shared import whole_percent
from coproduce.methods.opinions import OpinionMap

WIDTH, LEFT, BAR, ROW, LONGEST = 900, 40, 300, 22, 96
AGREE, PASS, DISAGREE = "#1a6e4c", "#d9d9d9", "#a33b20"
GROUPS = ("#0b5394", "#b45f06", "#6a329f", "#38761d", "#990000", "#134f5c", "#7f6000", "#4c1130", "#444444")
MOST_STATEMENTS, SIDE, CELLS = 20, 480, 48


def picture(found: OpinionMap, speaker: Speaker) -> Iterator[str]:
    """The picture in pieces. Nothing in it tells one person from another: people of a spot are one circle."""
    bars, height = _bars(found, speaker)
    whole = height + SIDE + 110
    title = escape(speaker.say("ui.opinions.picture", people=len(found.people), statements=len(found.statements)))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" width="{WIDTH}" height="{whole}" '
        f'role="img" aria-labelledby="title" font-family="sans-serif" font-size="13">\n'
        f'<title id="title">{title}</title>\n<rect width="{WIDTH}" height="{whole}" fill="#ffffff"/>\n'
    )
    yield from bars
    yield from _map(found, height, speaker)
    yield "</svg>\n"


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(words)}</text>\n'


def _chosen(found: OpinionMap) -> list[int]:
    """The statements that show most: consensus, then what stands for each group, each once."""
    ids = [one.statement for one in (*found.consensus.agree, *found.consensus.disagree)]
    ids += [one.statement for chosen in found.representative for one in chosen]
    return [found.place_of[id_] for id_ in dict.fromkeys(ids)][:MOST_STATEMENTS]


def _bars(found: OpinionMap, speaker: Speaker) -> tuple[list[str], int]:
    parts = [_text(LEFT, 32, speaker.say("ui.opinions.bars"), ' font-size="18" font-weight="bold"')]
    legend = ((AGREE, "agree"), (PASS, "pass"), (DISAGREE, "disagree"))
    for number, (colour, word) in enumerate(legend):
        x = LEFT + number * 150
        parts.append(f'<rect x="{x}" y="44" width="14" height="14" fill="{colour}" stroke="#444444"/>\n')
        parts.append(_text(x + 20, 56, speaker.say(f"ui.opinions.legend_{word}")))
    y = 84
    for place in _chosen(found):
        statement = found.statements[place]
        words = " ".join(f"{statement.id} {statement.text}".split())
        parts.append(_text(LEFT, y, words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"))
        y += 8
        for group in found.groups:
            parts += _bar(found, group.id, place, y, speaker)
            y += ROW
        y += 22
    return parts, y


def _bar(found: OpinionMap, group: int, place: int, y: int, speaker: Speaker) -> Iterator[str]:
    counts = found.counts
    agrees, disagrees, seen = (int(part[group, place]) for part in (counts.agrees, counts.disagrees, counts.seen))
    yield _text(LEFT, y + 13, letter(group), f' font-weight="bold" fill="{GROUPS[group % len(GROUPS)]}"')
    x = float(LEFT + 24)
    for colour, votes in ((AGREE, agrees), (PASS, seen - agrees - disagrees), (DISAGREE, disagrees)):
        wide = BAR * votes / seen if seen else 0.0
        if votes:
            yield f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="16" fill="{colour}" stroke="#444444"/>\n'
        x += wide
    percents = {"agree": whole_percent(agrees, seen), "disagree": whole_percent(disagrees, seen)}
    yield _text(LEFT + 24 + BAR + 12, y + 13, speaker.say("ui.opinions.bar", seen=seen, **percents))


def _map(found: OpinionMap, top: int, speaker: Speaker) -> Iterator[str]:
    yield _text(LEFT, top + 36, speaker.say("ui.opinions.map_title"), ' font-size="18" font-weight="bold"')
    yield _text(LEFT, top + 58, speaker.say("ui.opinions.map_note"))
    rows = np.nonzero(found.labels >= 0)[0]
    if not len(rows):
        return
    places, labels = found.picture.places[rows], found.labels[rows]
    low, high = np.quantile(places, [0.005, 0.995], axis=0)
    step = max(float((high - low).max()), 1e-9) / CELLS
    cell = np.clip((places - low) / step, 0, CELLS - 1).astype(np.int64)
    code = (cell[:, 0] * CELLS + cell[:, 1]) * len(found.groups) + labels
    spots, people = np.unique(code, return_counts=True)
    unit = SIDE / CELLS
    for spot, count in zip(spots.tolist(), people.tolist(), strict=True):
        where, group = divmod(spot, len(found.groups))
        x, y = LEFT + (where // CELLS + 0.5) * unit, top + 80 + SIDE - (where % CELLS + 0.5) * unit
        radius = unit * 0.75 * float(np.sqrt(count / people.max())) + 1.2
        colour = GROUPS[group % len(GROUPS)]
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6"/>\n'
    for group in found.groups:
        middle = (np.median(places[labels == group.id], axis=0) - low) / step
        x, y = np.clip(middle, 0, CELLS) * unit
        size = speaker.say("ui.opinions.map_group", group=letter(group.id), members=len(group.members))
        halo = ' font-size="16" font-weight="bold" stroke="#ffffff" stroke-width="4" paint-order="stroke"'
        yield _text(LEFT + float(x), top + 80 + SIDE - float(y), size, halo)
