"""Whether a co-production is an institution: lasting, with an organised group of citizens, and much from each side."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_share, whole_months
from coproduce.methods._shared import Fact, Reason, whole_percent
from coproduce.methods.typology.reading import Entry

INSTITUTION_CODES = frozenset(
    {"shape.institutionalised", "shape.not_institutionalised", "shape.episode", "shape.inputs_as_acts"}
)
MONTHS, SHARE = 12, Fraction(1, 5)
NO = 2
"""Evidence that is a yes or a no is 1 or 2: in French 0 would be worded as 1."""


def institutionalised(
    entries: Iterable[Entry], *, organised: bool | None, months: int = MONTHS, share: Fraction = SHARE
) -> tuple[Measure, ...]:
    """How long the relation has lasted, citizens' part of the inputs, and whether it is an institution (1 or 0).

    It is when the relation has lasted at least ``months``, citizens act as an ``organised`` group (None: not recorded),
    and each side gives at least ``share`` of the inputs. The relation runs from the day by which both sides have acted
    to the last day until which both did; when that is a single day it is an episode. Inputs are minutes; where a side
    has none recorded, acts. Elected people stand on neither side. One condition that fails is enough for 0; 1 needs all
    of them to be known. O(entries).

    Source: Joshi and Moore, "Institutionalised Co-production: Unorthodox Public Service Delivery in Challenging
    Environments", Journal of Development Studies 40(4), 2004, https://doi.org/10.1080/00220380410001673184. The
    thresholds are choices.
    """
    checked_count(months, "months")
    checked_share(share, "share")
    listed = tuple(entries)
    sides = {side: [entry for entry in listed if entry.side == side] for side in SIDES}
    citizens, professionals = (sides[side] for side in SIDES)
    if not citizens or not professionals:
        n = len(citizens) + len(professionals)
        return tuple(
            Measure(name, None, unit, n, "", "not_enough_recorded")
            for name, unit in (("relation_months", "count"), ("inputs_of_citizens", "share"), ("institution", "count"))
        )
    first = max(min(entry.day for entry in side) for side in sides.values())
    last = min(max(entry.day for entry in side) for side in sides.values())
    lasted, period = max(whole_months(first, last), 0), f"{min(first, last)}/{max(first, last)}"
    part, of, by_acts = _inputs(citizens, professionals)
    episode = (Reason("shape.episode"),) if first >= last else ()
    notes = (Reason("shape.inputs_as_acts"),) if by_acts else ()
    given = Fraction(part, of)
    holds = (lasted >= months, organised, share <= given <= 1 - share)
    n = len(citizens) + len(professionals)
    measures = (
        Measure("relation_months", lasted, "count", n, period, "ok", episode),
        Measure("inputs_of_citizens", given, "share", n, period, "ok", notes),
    )
    if None in holds and False not in holds:
        return (*measures, Measure("institution", None, "count", n, period, "not_enough_recorded"))
    facts: dict[str, Fact] = {"months": lasted, "percent": whole_percent(given, 1)}
    facts["organised"] = 1 if organised else NO
    code = "shape.institutionalised" if all(holds) else "shape.not_institutionalised"
    return (*measures, Measure("institution", int(all(holds)), "count", n, period, "ok", (Reason(code, facts),)))


SIDES = ("citizen", "professional")


def _inputs(citizens: list[Entry], professionals: list[Entry]) -> tuple[int, int, bool]:
    """Citizens' inputs and all inputs, in minutes; in acts where a side has no minutes recorded."""
    spent = [sum(entry.minutes or 0 for entry in side) for side in (citizens, professionals)]
    if all(spent):
        return spent[0], sum(spent), False
    return len(citizens), len(citizens) + len(professionals), True
