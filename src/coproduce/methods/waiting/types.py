"""Cases that wait, and the curve of waiting. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from coproduce.methods._measures import Measure
from coproduce.methods._shared import MethodError, Reason, digest

Outcome = Literal["cleared", "refused", "withdrawn", "open"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MOST_DAYS = 36_525
"""A century: no case is believed to have waited longer."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request: how many days from its first filing to its end, or to the day of looking where it is open.

    ``rule_cited``: for a refusal, whether the rule was named. ``office_days``, ``applicant_days``: whose turn it was.
    None where not recorded.
    """

    id: str
    days: int
    outcome: Outcome
    office_days: int | None = None
    applicant_days: int | None = None
    rounds: int | None = None
    steps: int | None = None
    rule_cited: bool | None = None

    def __post_init__(self) -> None:
        if isinstance(self.days, bool) or not isinstance(self.days, int) or not 0 <= self.days <= MOST_DAYS:
            raise MethodError("case_days_wrong", {"value": str(self.days)[:40]})
        if self.outcome not in OUTCOMES:
            raise MethodError("case_outcome_unknown", {"value": str(self.outcome)[:40]})
        for count in (self.office_days, self.applicant_days, self.rounds, self.steps):
            if count is not None and not 0 <= count <= MOST_DAYS:
                raise MethodError("case_number_wrong", {"value": str(count)[:40]})


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something ended. ``waiting``: how many still waited as the day began.

    ``survival``: estimated share not yet cleared after it, with its 95 % interval; ``cleared``, ``refused`` and
    ``withdrawn``: estimated shares that had ended so by then.
    """

    day: int
    waiting: int
    ended: int
    survival: float
    low: float
    high: float
    cleared: float
    refused: float
    withdrawn: float


@dataclass(frozen=True, slots=True)
class Curve:
    """``median``: the day by which half are cleared, open cases counted; ``low`` and ``high`` its 95 % interval, None
    where the curve does not reach so far. ``naive``: the median of cleared cases alone, which makes slow offices look
    fast."""

    median: Measure
    low: int | None
    high: int | None
    naive: Measure
    cases: int
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "median": self.median.as_json(),
            "low": self.low,
            "high": self.high,
            "naive": self.naive.as_json(),
            "cases": self.cases,
            "steps": [{name: getattr(step, name) for name in Step.__slots__} for step in self.steps],
            "reasons": [reason.as_json() for reason in self.reasons],
        }
        return {**told, "digest": digest(told)}
