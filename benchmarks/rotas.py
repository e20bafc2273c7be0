"""Invented rotas of the kind that a neighbourhood runs, drawn from a seed.

Citizens: free for 12 to 35 % of the shifts, 2 to 6 shifts each, some with a driving licence or first aid, every fourth
a newcomer. Professionals: free for 40 to 80 %. Four shifts a day, the first at 7:00, each of three hours; each needs
one professional to lead and two people of either side, and three of five a driver or somebody with first aid as well.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

SKILLS = ("driving", "first-aid")
FIRST = datetime(2026, 3, 2, 7, tzinfo=UTC)


def rota(citizens: int, professionals: int, shifts: int, seed: int, **rules: object) -> dict[str, object]:
    """A rota as the command line reads it."""
    lot = random.Random(seed)
    spans = [_span(number) for number in range(shifts)]
    people = [_person(lot, f"c{n:03}", "citizen", spans, (0.12, 0.35), lot.randint(2, 6)) for n in range(citizens)]
    most = max(4, round(1.3 * shifts / professionals))
    people += [_person(lot, f"p{n:03}", "professional", spans, (0.4, 0.8), most) for n in range(professionals)]
    return {
        "people": people,
        "shifts": [_shift(lot, f"s{n:03}", span) for n, span in enumerate(spans)],
        "rules": rules,
    }


def slots(plain: dict[str, object]) -> int:
    """How many places the shifts of a rota need filled."""
    return sum(slot["min"] for shift in plain["shifts"] for slot in shift["slots"])


def _span(number: int) -> tuple[str, str]:
    start = FIRST + timedelta(days=number // 4, hours=3 * (number % 4))
    return start.isoformat(), (start + timedelta(hours=3)).isoformat()


def _person(
    lot: random.Random,
    id_: str,
    side: str,
    spans: list[tuple[str, str]],
    free: tuple[float, float],
    most: int,
) -> dict[str, object]:
    share = lot.uniform(*free)
    return {
        "id": id_,
        "side": side,
        "qualifications": [skill for skill in SKILLS if lot.random() < 0.3],
        "experienced": side == "professional" or lot.random() >= 0.25,
        "available": [list(span) for span in spans if lot.random() < share],
        "max_shifts": most,
    }


def _shift(lot: random.Random, id_: str, span: tuple[str, str]) -> dict[str, object]:
    places = [("lead", "professional", [], 1), ("helper", "either", [], 2)]
    chance = lot.random()
    if chance < 0.6:
        skill = SKILLS[chance < 0.3]
        places.append((skill, "either", [skill], 1))
    return {
        "id": id_,
        "from": span[0],
        "to": span[1],
        "slots": [{"role": r, "side": s, "needs": n, "min": count, "max": count} for r, s, n, count in places],
    }
