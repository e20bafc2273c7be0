"""M3, the shape of participation: who does what, together or apart, how varied, how concentrated, how lasting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import exp, log

from coproduce.methods._measures import Measure, checked_count, checked_share, count_of, share_of
from coproduce.methods._shared import MethodError, Reason, whole_percent
from coproduce.methods.typology.reading import ACTIVITIES, LEVELS, Entry

DIMENSIONS = ("economic", "social", "political", "service")
SHAPE_CODES = frozenset({"shape.ceiling", "shape.no_ceiling", "shape.dimension_unknown"})
LEAST_PEOPLE = 10
"""Under so many people nothing is said of how effort is spread among them."""
CEILING = Fraction(1, 10)
Entries = Sequence[Entry]


def shape(entries: Iterable[Entry]) -> tuple[Measure, ...]:
    """Every measure of the shape, each with its own n; the order of entries does not matter. O(entries log entries)."""
    listed = tuple(entries)
    days = [entry.day for entry in listed]
    period = f"{min(days).isoformat()}/{max(days).isoformat()}" if days else ""
    citizens = [entry for entry in listed if entry.side == "citizen"]
    return (
        *_mix(listed, period),
        *_levels(listed, period),
        _voice_to_action(citizens, period),
        _together(listed, period),
        *_variety(citizens, period),
        _concentration(citizens, period),
        _continuity(citizens, period),
    )


def _mix(entries: Entries, period: str) -> Iterable[Measure]:
    for side in ("citizen", "professional"):
        mine = [entry for entry in entries if entry.side == side]
        for name, weights in (
            ("mix_acts", [1] * len(mine)),
            ("mix_minutes", [entry.minutes or 0 for entry in mine]),
        ):
            whole = sum(weights)
            for activity in ACTIVITIES:
                part = sum(w for w, entry in zip(weights, mine, strict=True) if entry.activity == activity)
                yield share_of(f"{name}: {side} {activity}", part, whole, period=period)


def _levels(entries: Entries, period: str) -> Iterable[Measure]:
    """The twelve boxes of three levels and four activities, where levels are recorded."""
    known = Counter((entry.level, entry.activity) for entry in entries if entry.level)
    for level in LEVELS if known else ():
        for activity in ACTIVITIES:
            yield share_of(f"levels: {level} {activity}", known[level, activity], known.total(), period=period)


def _voice_to_action(citizens: Entries, period: str) -> Measure:
    """Citizens' acts of voice (commission, design, assess) for one of action (deliver)."""
    action = sum(entry.activity == "deliver" for entry in citizens)
    if not action:
        return Measure("voice_to_action", None, "ratio", len(citizens), period, "not_enough_recorded")
    return Measure("voice_to_action", Fraction(len(citizens) - action, action), "ratio", len(citizens), period)


def _together(entries: Entries, period: str) -> Measure:
    """Share of sessions in which both sides took part."""
    sessions: dict[str, set[str]] = {}
    for entry in entries:
        if entry.session:
            sessions.setdefault(entry.session, set()).add(entry.side)
    both = sum({"citizen", "professional"} <= sides for sides in sessions.values())
    return share_of("sessions_together", both, len(sessions), period=period)


def _variety(citizens: Entries, period: str) -> tuple[Measure, Measure]:
    """How many kinds of act citizens do, and the effective number: exp of the entropy of their shares."""
    kinds = Counter(entry.kind or entry.activity for entry in citizens)
    whole = kinds.total()
    if not whole:
        return (
            count_of("kinds_of_act", 0, n=0, period=period),
            Measure("kinds_effective", None, "ratio", 0, period, "not_enough_recorded"),
        )
    effective = exp(-sum(n / whole * log(n / whole) for _, n in sorted(kinds.items())))
    return (
        count_of("kinds_of_act", len(kinds), n=whole, period=period),
        Measure("kinds_effective", round(effective, 12), "ratio", whole, period),
    )


def _concentration(citizens: Entries, period: str) -> Measure:
    """Share of citizens' time given by the tenth of people who give most (at least one person)."""
    spent: Counter[str] = Counter()
    for entry in citizens:
        if entry.person is not None:
            spent[entry.person] += entry.minutes or 0
    most = sorted(spent.values(), reverse=True)
    if len(most) < LEAST_PEOPLE or not sum(most):
        return Measure("time_of_top_tenth", None, "share", len(most), period, "not_enough_recorded")
    top = sum(most[: -(-len(most) // 10)])
    return Measure("time_of_top_tenth", Fraction(top, sum(most)), "share", len(most), period)


def _continuity(citizens: Entries, period: str) -> Measure:
    """Of those active in the year before last, the share active in the last one; both end on the last day."""
    days = [entry.day for entry in citizens]
    if not days:
        return Measure("active_two_years", None, "share", 0, period, "not_enough_recorded")
    turn = _year_before(max(days))
    start = _year_before(turn)
    if min(days) > turn:
        return Measure("active_two_years", None, "share", 0, period, "too_early")
    before = {e.person for e in citizens if e.person is not None and start < e.day <= turn}
    after = {e.person for e in citizens if e.person is not None and turn < e.day}
    return share_of("active_two_years", len(before & after), len(before), period=f"{start}/{max(days)}")


def _year_before(day: date) -> date:
    """The same day a year before; of 29 February, the 28th.

    >>> _year_before(date(2024, 2, 29)), _year_before(date(2025, 3, 1))
    (datetime.date(2023, 2, 28), datetime.date(2024, 3, 1))
    """
    if day.year == 1:
        return day
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def glass_ceiling(
    opened: Mapping[str, int], used: Mapping[str, int], *, binding_share: Fraction | None, period: str = ""
) -> tuple[Measure, ...]:
    """Which dimensions of participation are open and used, and whether users may act but not decide.

    ``opened`` and ``used``: opportunities in the dimensions ``economic``, ``social``, ``political`` and ``service``;
    a dimension that is not named was not recorded. ``binding_share``: citizens' share of binding power over 12 months.
    The ceiling is there when nothing political is open or that share is under a tenth.

    Source: Pestoff, "Citizens and Co-Production of Welfare Services", Public Management Review 8(4), 2006,
    https://doi.org/10.1080/14719030601022882.

    >>> glass_ceiling({"social": 5, "political": 0}, {"social": 4}, binding_share=None)[-1].value
    1
    """
    if unknown := sorted((opened.keys() | used.keys()) - set(DIMENSIONS)):
        raise MethodError("shape.dimension_unknown", {"value": unknown[0][:40]})
    found = []
    for name in DIMENSIONS:
        many, taken = checked_count(opened.get(name, 0), name), checked_count(used.get(name, 0), name)
        checked_count(many - taken, name)
        found.append(share_of(f"used: {name}", taken, many, period=period))
    closed = opened.get("political") == 0
    if binding_share is None and not closed:
        return (*found, Measure("glass_ceiling", None, "count", 0, period, "not_enough_recorded"))
    low = binding_share is not None and checked_share(binding_share, "binding_share") < CEILING
    percent = whole_percent(binding_share or 0, 1)
    params = {"political": opened.get("political", 0), "percent": percent}
    reason = Reason("shape.ceiling" if closed or low else "shape.no_ceiling", params)
    return (*found, Measure("glass_ceiling", int(closed or low), "count", 1, period, "ok", (reason,)))
