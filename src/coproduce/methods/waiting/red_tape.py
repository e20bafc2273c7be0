"""M12, red tape: whose turn the waiting was, how often more was asked, and what clearing barriers saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids, count_of, share_of
from coproduce.methods.waiting.kaplan_meier import kaplan_meier
from coproduce.methods.waiting.types import Case, Curve


@dataclass(frozen=True, slots=True)
class Barrier:
    """A pattern behind cases. ``days_saved``: over all cases since it was removed; only a removed one saves any."""

    id: str
    removed: bool = False
    days_saved: int = 0

    def __post_init__(self) -> None:
        checked_count(self.days_saved, "days_saved")
        if not self.removed:
            checked_count(-self.days_saved, "days_saved")


@dataclass(frozen=True, slots=True)
class RedTape:
    """The curve of waiting, and the measures beside it."""

    curve: Curve
    measures: tuple[Measure, ...]

    def as_json(self) -> dict[str, object]:
        return {**self.curve.as_json(), "measures": [measure.as_json() for measure in self.measures]}


def red_tape(cases: Iterable[Case], barriers: Iterable[Barrier] = (), *, period: str = "") -> RedTape:
    """All of M12 at once; each measure rests on the cases that record it, and says how many."""
    listed = sorted(cases, key=lambda case: case.id)
    curve = kaplan_meier(listed, period=period)
    known = sorted(barriers, key=lambda barrier: barrier.id)
    checked_ids(barrier.id for barrier in known)
    turns = [(c.office_days, c.applicant_days) for c in listed]
    both = [(office, own) for office, own in turns if office is not None and own is not None]
    office, whole = sum(office for office, _ in both), sum(office + own for office, own in both)
    refused = [case.rule_cited for case in listed if case.outcome == "refused" and case.rule_cited is not None]
    removed = [barrier for barrier in known if barrier.removed]
    ended = [case for case in listed if case.outcome != "open"]
    measures = (
        share_of("days_with_office", office, whole, period=period),
        _mean("rounds_of_more", [case.rounds for case in listed], period),
        _mean("steps_taken", [case.steps for case in listed], period),
        share_of("refused", sum(case.outcome == "refused" for case in ended), len(ended), period=period),
        share_of("withdrawn", sum(case.outcome == "withdrawn" for case in ended), len(ended), period=period),
        share_of("refused_with_rule", sum(refused), len(refused), period=period),
        count_of("barriers_removed", len(removed), n=len(known), period=period),
        count_of("days_saved", sum(barrier.days_saved for barrier in removed), n=len(known), period=period),
    )
    return RedTape(curve, measures)


def _mean(name: str, counts: list[int | None], period: str) -> Measure:
    known = [count for count in counts if count is not None]
    if not known:
        return Measure(name, None, "ratio", 0, period, "not_enough_recorded")
    return Measure(name, Fraction(sum(known), len(known)), "ratio", len(known), period)
