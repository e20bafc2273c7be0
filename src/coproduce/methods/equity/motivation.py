"""M15, motivation and fit: what moves a group, never a person; and whether what is offered fits what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._measures import Measure, checked_count, checked_ids
from coproduce.methods._shared import MethodError, Reason

LEAST_ANSWERS = 10
MATERIAL = frozenset({"material"})
INCENTIVES = frozenset({"sanction", "material", "intrinsic", "solidary", "normative"})


@dataclass(frozen=True, slots=True)
class Answers:
    """How many gave each answer from 1 to 5 to the items of one motive."""

    motive: str
    counts: tuple[int, int, int, int, int]

    def __post_init__(self) -> None:
        if len(self.counts) != 5:
            raise MethodError("answers_unsound", {"motive": self.motive})
        for count in self.counts:
            checked_count(count, self.motive)


def profile(answers: Iterable[Answers], *, people: int, period: str = "") -> tuple[Measure, ...]:
    """The group's mean per motive on a scale from 0 to 1; under 10 people nothing is shown.

    >>> [one] = profile([Answers("solidary", (0, 0, 0, 6, 6))], people=12)
    >>> one.value
    Fraction(7, 8)
    """
    listed = sorted(answers, key=lambda one: one.motive)
    checked_ids(one.motive for one in listed)
    found = []
    for one in listed:
        given = sum(one.counts)
        if checked_count(people, "people") < LEAST_ANSWERS or given < LEAST_ANSWERS:
            reason = Reason("equity.too_few_answers", {"needed": LEAST_ANSWERS})
            name = f"motive: {one.motive}"
            found.append(Measure(name, None, "share", min(people, given), period, "not_enough_recorded", (reason,)))
            continue
        points = sum(place * count for place, count in enumerate(one.counts))
        found.append(Measure(f"motive: {one.motive}", Fraction(points, 4 * given), "share", people, period))
    return tuple(found)


def fit(incentives: Iterable[str], *, complex_task: bool | None, period: str = "") -> Measure:
    """1 where the fit is doubtful: only material rewards are offered for a task that is complex or rests on trust.

    ``incentives``: of ``sanction``, ``material``, ``intrinsic``, ``solidary`` and ``normative``.

    >>> fit(["material"], complex_task=True).value, fit(["material", "solidary"], complex_task=True).value
    (1, 0)
    """
    offered = set(incentives)
    if unknown := sorted(offered - INCENTIVES):
        raise MethodError("answers_unsound", {"motive": unknown[0][:40]})
    if complex_task is None or not offered:
        return Measure("fit_doubtful", None, "count", len(offered), period, "not_enough_recorded")
    doubtful = complex_task and offered == MATERIAL
    reason = Reason("equity.material_only") if doubtful else Reason("equity.fits")
    return Measure("fit_doubtful", int(doubtful), "count", len(offered), period, "ok", (reason,))
