"""Rotas to test with: a garden told by hand, and small ones full of ties drawn at random."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from coproduce.methods.rostering import Assignment, Person, Rota, Rules, Shift, Slot, Span, Window, read_rota

GARDEN: dict[str, Any] = {
    "people": [
        {
            "id": "ana",
            "side": "citizen",
            "experienced": True,
            "qualifications": ["first-aid"],
            "available": [["2026-03-28T08:00:00+01:00", "2026-03-30T20:00:00+02:00"]],
            "max_shifts": 2,
        },
        {
            "id": "ben",
            "side": "citizen",
            "available": [["2026-03-28T08:00:00+01:00", "2026-03-28T20:00:00+01:00"]],
        },
        {
            "id": "chi",
            "side": "citizen",
            "experienced": True,
            "available": [["2026-03-29T08:00:00+02:00", "2026-03-29T20:00:00+02:00"]],
        },
        {"id": "nurse", "side": "professional", "experienced": True},
    ],
    "shifts": [
        {
            "id": "sat",
            "from": "2026-03-28T09:00:00+01:00",
            "to": "2026-03-28T12:00:00+01:00",
            "slots": [
                {"role": "lead", "side": "professional", "min": 1, "max": 1},
                {"role": "helper", "side": "citizen", "min": 1, "max": 2},
            ],
        },
        {
            "id": "sun",
            "from": "2026-03-29T09:00:00+02:00",
            "to": "2026-03-29T12:00:00+02:00",
            "slots": [
                {"role": "lead", "side": "professional"},
                {"role": "aid", "side": "either", "needs": ["first-aid"]},
                {"role": "driver", "side": "either", "needs": ["driving"]},
            ],
        },
    ],
}
"""Two mornings over the night on which the clock goes forward. Ben is new; nobody drives."""


def garden(**rules: object) -> Rota:
    return read_rota(json.dumps({**GARDEN, "rules": rules}).encode()).rota


def at(hour: int) -> str:
    """A time so many hours after a Monday's midnight."""
    return f"2026-06-{1 + hour // 24:02}T{hour % 24:02}:00:00Z"


def span(start: int, length: int) -> Span:
    return Span.of(at(start), at(start + length))


def shift(id_: str, start: int, length: int = 3, *slots: Slot) -> Shift:
    return Shift(id_, span(start, length), slots or (Slot("helper"),))


SKILLS = ("aid", "drive")
small = st.integers(0, 2)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    return Rules(
        rest_hours=draw(st.sampled_from((0, 2, 11))),
        hours_in_24=draw(st.sampled_from((None, 3, 6, 10))),
        shifts_per_day=draw(st.sampled_from((None, 1, 2))),
        max_shifts=draw(st.sampled_from((None, 1, 2))),
        newcomer_beside=draw(st.sampled_from(("citizen", "anyone", "off"))),
        citizens_beside_professional=draw(st.booleans()),
        windows=draw(
            st.sampled_from(((Window(1), Window()), (Window(),), (Window(1, past_at_most=0), Window(2), Window())))
        ),
    )


@st.composite
def rotas(draw: st.DrawFn, *, people: int = 4, shifts: int = 4, slots: int = 2, bound: bool = False) -> Rota:
    """Small rotas on a grid of hours, with equal people, crowded days and scarce skills."""
    listed = []
    for number in range(draw(st.integers(0, shifts))):
        places = []
        for slot in range(draw(st.integers(0 if number else 1, slots))):
            low = draw(small)
            side = draw(st.sampled_from(("citizen", "professional", "either", "either")))
            needs = draw(st.sets(st.sampled_from(SKILLS), max_size=1))
            places.append(Slot(f"role{slot}", side, frozenset(needs), low, low + draw(st.integers(0, 1))))
        start = draw(st.sampled_from((0, 3, 8, 12, 22, 30, 33, 46)))
        listed.append(Shift(f"s{number}", span(start, draw(st.sampled_from((2, 3, 5)))), tuple(places)))
    who = []
    for number in range(draw(st.integers(0, people))):
        spans = draw(
            st.none() | st.lists(st.builds(span, st.integers(0, 40), st.sampled_from((4, 12, 30))), max_size=2)
        )
        wants = draw(st.lists(st.sampled_from([each.id for each in listed]), max_size=2)) if listed else []
        who.append(
            Person(
                f"p{number}",
                draw(st.sampled_from(("citizen", "citizen", "professional"))),
                frozenset(draw(st.sets(st.sampled_from(SKILLS)))),
                draw(st.booleans()),
                None if spans is None else tuple(spans),
                draw(st.sampled_from((None, None, 0, 1, 2))),
                draw(st.sampled_from((0, 0, 1, 3))),
                tuple(wants),
            )
        )
    order = draw(st.permutations([person.id for person in who]))[: draw(small)]
    rota = Rota(tuple(who), tuple(listed), draw(rules()), tuple(order))
    return draw(bonds(rota)) if bound or draw(st.booleans()) else rota


@st.composite
def bonds(draw: st.DrawFn, rota: Rota) -> Rota:
    """The same rota with people who are fixed, come together or keep apart."""
    people = [person.id for person in rota.people]
    places = [(each.id, n, slot.role) for each in rota.shifts for n, slot in enumerate(each.slots, start=1)]
    parts: dict[str, Any] = {}
    if people and places:
        one = st.builds(lambda where, who: Assignment(*where, who), st.sampled_from(places), st.sampled_from(people))
        parts["fixed"] = tuple(draw(st.lists(one, max_size=3)))
    if len(people) > 1:
        some = st.lists(st.sampled_from(people), min_size=2, max_size=3, unique=True).map(tuple)
        parts["together"] = tuple(draw(st.lists(some, max_size=1)))
        party = set(parts["together"][0]) if parts["together"] else set()
        parts["apart"] = tuple(one for one in draw(st.lists(some, max_size=2)) if len(party & set(one)) < 2)
    return replace(rota, **parts)
