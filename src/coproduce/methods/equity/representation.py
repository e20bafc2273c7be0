"""M4, representation: is a group's part in a step smaller than its part of the population by more than chance gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import exp, sqrt
from typing import Literal, get_args

from coproduce.methods._measures import checked_count, checked_share
from coproduce.methods._shared import MethodError, Reason, decimal_text, digest

Verdict = Literal["under", "over", "in_line", "cannot_tell"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Z95 = 1.959963984540054
LOW, HIGH = 0.8, 1.25
"""Within these ratios a group is in line; the bounds are reciprocal."""
TOLERANCE = Fraction(1, 200)
"""Shares of a dimension may miss 1 by so much, for they are printed rounded."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group: how many took part, and its share of the population.

    ``frame_sample``: how many people the share was estimated from, None when it is a full count.
    """

    name: str
    count: int
    share: Fraction
    frame_sample: int | None = None

    def __post_init__(self) -> None:
        checked_count(self.count, self.name)
        object.__setattr__(self, "share", checked_share(self.share, self.name))
        if self.share == 0:
            raise MethodError("group_share_zero", {"group": self.name})
        if self.frame_sample is not None and (checked_count(self.frame_sample, self.name) == 0):
            raise MethodError("count_invalid", {"name": self.name, "value": 0})


@dataclass(frozen=True, slots=True)
class Step:
    """One dimension (such as age) at one step (such as attended), all its groups, and who did not say."""

    step: str
    dimension: str
    groups: tuple[Group, ...]
    unanswered: int = 0

    def __post_init__(self) -> None:
        checked_count(self.unanswered, "unanswered")
        names = [group.name for group in self.groups]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise MethodError("group_twice", {"group": twice[0], "dimension": self.dimension})
        whole = sum((group.share for group in self.groups), Fraction(0))
        if abs(whole - 1) > TOLERANCE:
            shares = decimal_text(whole, places=3)
            raise MethodError("groups_not_whole", {"dimension": self.dimension, "sum_figure": shares})
        object.__setattr__(self, "groups", tuple(sorted(self.groups, key=lambda group: group.name)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A group's ratio R with its 95 % interval, and the verdict. None where nobody was counted.

    ``lowest``, ``highest``: R if none, or all, of those who did not say belonged to it.
    """

    group: str
    count: int
    n: int
    share: Fraction
    ratio: Fraction | None
    low: float | None
    high: float | None
    lowest: Fraction | None
    highest: Fraction | None
    verdict: Verdict
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        def plain(value: Fraction | float | None) -> float | None:
            return None if value is None else float(value)

        return {
            "group": self.group,
            "count": self.count,
            "n": self.n,
            "share": float(self.share),
            "ratio": plain(self.ratio),
            "low": self.low,
            "high": self.high,
            "lowest": plain(self.lowest),
            "highest": plain(self.highest),
            "verdict": self.verdict,
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """``dissimilarity`` D per step and dimension: half the sum of differences, None where nobody was counted."""

    steps: tuple[tuple[str, str, Fraction | None, tuple[Shown, ...]], ...]
    tested: int
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "steps": [
                {
                    "step": step,
                    "dimension": dimension,
                    "dissimilarity": None if apart is None else float(apart),
                    "groups": [shown.as_json() for shown in groups],
                }
                for step, dimension, apart, groups in self.steps
            ],
            "tested": self.tested,
            "reasons": [reason.as_json() for reason in self.reasons],
        }
        return {**told, "digest": digest(told)}


def wilson(count: int, n: int, *, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval for a share of ``count`` in ``n``; floats good to 1e-12.

    Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22(158), 1927, https://doi.org/10.1080/01621459.1927.10502953.

    >>> [round(bound, 4) for bound in wilson(2, 20)]
    [0.0279, 0.301]
    """
    if checked_count(n, "n") == 0 or checked_count(count, "count") > n:
        raise MethodError("group_over_whole", {"group": str(count)})
    share, square = count / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    spread = z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return (0.0 if count == 0 else middle - spread), (1.0 if count == n else middle + spread)


def represent(group: Group, n: int, *, unanswered: int = 0) -> Shown:
    """One group among ``n`` who said where they belong: R = (count / n) / share, with its interval and verdict.

    Under when the interval ends below 0.8, over when it begins above 1.25, in line when it lies between; else one
    cannot tell. Where the share is itself an estimate, the interval is that of the logarithm of the ratio.

    >>> shown = represent(Group("young", 2, Fraction(1, 4)), 20)
    >>> float(shown.ratio), round(shown.low, 2), round(shown.high, 2), shown.verdict
    (0.4, 0.11, 1.2, 'cannot_tell')
    """
    checked_count(unanswered, "unanswered")
    if checked_count(n, "n") < group.count:
        raise MethodError("group_over_whole", {"group": group.name})
    if n == 0:
        reason = Reason("equity.nobody_counted")
        return Shown(group.name, 0, 0, group.share, None, None, None, None, None, "cannot_tell", (reason,))
    low, high = _interval(group, n)
    lowest = Fraction(group.count, n + unanswered) / group.share
    highest = Fraction(group.count + unanswered, n + unanswered) / group.share
    verdict = _verdict(low, high)
    reasons = [_said(verdict, group.count, n)]
    others = {_verdict(*_interval(group, n + unanswered, more)) for more in (0, unanswered)}
    if unanswered and others != {verdict}:
        reasons.append(Reason("equity.unanswered_matters", {"unanswered": unanswered}))
    ratio = Fraction(group.count, n) / group.share
    return Shown(group.name, group.count, n, group.share, ratio, low, high, lowest, highest, verdict, tuple(reasons))


def _said(verdict: Verdict, count: int, n: int) -> Reason:
    """Written out, so that every code of the family can be found where it is given."""
    codes = {
        "under": "equity.under",
        "over": "equity.over",
        "in_line": "equity.in_line",
        "cannot_tell": "equity.cannot_tell",
    }
    return Reason(codes[verdict], {"counted": count, "of": n})


def _interval(group: Group, n: int, more: int = 0) -> tuple[float, float]:
    count, share = group.count + more, float(group.share)
    low, high = wilson(count, n)
    sample = group.frame_sample
    if sample is None:
        return low / share, high / share
    if count == 0:
        return 0.0, high / wilson(round(sample * share), sample)[0] if round(sample * share) else high / share
    spread = exp(Z95 * sqrt((1 - count / n) / count + (1 - share) / (sample * share)))
    ratio = count / n / share
    return ratio / spread, ratio * spread


def _verdict(low: float, high: float) -> Verdict:
    if high < LOW:
        return "under"
    if low > HIGH:
        return "over"
    return "in_line" if low >= LOW and high <= HIGH else "cannot_tell"


def representation(steps: Iterable[Step]) -> Report:
    """Every group of every dimension at every step. O(groups log groups); the order of steps does not matter.

    Those who took part are treated as if drawn. Volunteers choose themselves, so read it as: is the gap larger than
    chance alone would give. The number of groups tested is told, for one test in twenty gives a false alarm.
    """
    listed = sorted(steps, key=lambda step: (step.step, step.dimension))
    found = []
    for step in listed:
        n = sum(group.count for group in step.groups)
        shown = tuple(represent(group, n, unanswered=step.unanswered) for group in step.groups)
        apart = sum((abs(Fraction(g.count, n) - g.share) for g in step.groups), Fraction(0)) / 2 if n else None
        found.append((step.step, step.dimension, apart, shown))
    tested = sum(shown.n > 0 for *_, groups in found for shown in groups)
    alarms = decimal_text(Fraction(tested, 20), places=1)
    return Report(tuple(found), tested, (Reason("equity.false_alarms", {"tested": tested, "alarms_figure": alarms}),))
