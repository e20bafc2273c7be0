"""A roster as a picture: a row for each person, a column for each shift, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coproduce.cli.words import Speaker
from coproduce.methods.rostering import Person, Roster, Rota

CELL, LEFT, TOP, FONT = 16, 150, 120, 11
COLOURS = {"citizen": "#0b6e4f", "professional": "#8a3b00"}


def picture(rota: Rota, roster: Roster, speaker: Speaker) -> str:
    """An SVG. Citizens are discs and professionals squares, so that it needs no colour; empty places are numbers."""
    width = LEFT + CELL * len(rota.shifts) + 20
    height = TOP + CELL * (len(rota.people) + 2) + 20
    title = escape(speaker.say("ui.roster.picture"))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="{FONT}"><title>{title}</title>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    )
    return "\n".join([head, *_columns(rota, roster), *_rows(rota, roster), "</svg>"]) + "\n"


def _columns(rota: Rota, roster: Roster) -> Iterator[str]:
    missing = dict.fromkeys((shift.id for shift in rota.shifts), 0)
    for slot in roster.unfilled:
        missing[slot.shift] += slot.missing
    bottom = TOP + CELL * len(rota.people)
    for column, shift in enumerate(rota.shifts):
        x = LEFT + CELL * column
        day = column == 0 or rota.shifts[column - 1].span.start.day != shift.span.start.day
        colour = "#666666" if day else "#dddddd"
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="{colour}" stroke-width="0.5"/>'
        at = f"{x + CELL // 2 + 4} {TOP - 6}"
        yield f'<text transform="translate({at}) rotate(-90)">{_short(shift.id, 16)}</text>'
        if missing[shift.id]:
            yield f'<text x="{x + 4}" y="{bottom + 14}" fill="#b00020" font-weight="bold">{missing[shift.id]}</text>'


def _rows(rota: Rota, roster: Roster) -> Iterator[str]:
    columns = {shift.id: column for column, shift in enumerate(rota.shifts)}
    rows = {person.id: row for row, person in enumerate(rota.people)}
    for row, person in enumerate(rota.people):
        y = TOP + CELL * row
        right = LEFT + CELL * len(rota.shifts)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}" stroke="#dddddd" stroke-width="0.5"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 12}" text-anchor="end">{_short(person.name or person.id, 20)}</text>'
    for given in roster.assignments:
        person = rota.people[rows[given.person]]
        x, y = LEFT + CELL * columns[given.shift], TOP + CELL * rows[given.person]
        yield _mark(person, x, y, f"{given.person}, {given.shift}, {given.role}")


def _mark(person: Person, x: int, y: int, said: str) -> str:
    half = CELL // 2
    shape = (
        f'<circle cx="{x + half}" cy="{y + half}" r="5"'
        if person.side == "citizen"
        else f'<rect x="{x + 3}" y="{y + 3}" width="10" height="10"'
    )
    tag = "circle" if person.side == "citizen" else "rect"
    return f'{shape} fill="{COLOURS[person.side]}"><title>{escape(said)}</title></{tag}>'


def _short(text: str, letters: int) -> str:
    return escape(text if len(text) <= letters else text[: letters - 1] + "…")
