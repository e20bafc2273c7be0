"""What goes into a draw of a panel and what comes out, as frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from coproduce.methods._shared import Fact, Frozen, MethodError, Reason, digest, is_printable

MOST_FIGURE = 10**9
"""Quotas above this are refused: no pool is that large."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many panel members may and must have one value of a feature.

    ``least_flex`` and ``most_flex`` say how far the organiser would let the two figures be moved if the quotas cannot
    be met; None means as far as needed. They change nothing while the quotas can be met.
    """

    feature: str
    value: str
    least: int
    most: int
    least_flex: int | None = None
    most_flex: int | None = None

    def __post_init__(self) -> None:
        what: dict[str, Fact] = {"feature": self.feature, "value": self.value}
        if not (sound(self.feature) and sound(self.value)):
            raise MethodError("panel_text_invalid", what)
        figures = (self.least, self.most, self.least_flex, self.most_flex)
        if not all(figure is None or _count(figure) for figure in figures):
            raise MethodError("panel_figure_invalid", what)
        if self.least > self.most:
            raise MethodError("panel_min_over_max", {**what, "min": self.least, "max": self.most})
        if (self.least_flex is not None and self.least_flex > self.least) or (
            self.most_flex is not None and self.most_flex < self.most
        ):
            raise MethodError("panel_flex_inside", what)


def _count(figure: object) -> bool:
    return isinstance(figure, int) and not isinstance(figure, bool) and 0 <= figure <= MOST_FIGURE


def sound(text: str) -> bool:
    """Neither empty nor with outer spaces or control characters."""
    return bool(text) and text == text.strip() and is_printable(text)


def check_seed(seed: str) -> None:
    """Chance is drawn from the UTF-8 of a seed, so it must have one.

    Raises:
        MethodError: ``panel_seed_invalid``.
    """
    try:
        seed.encode()
    except UnicodeEncodeError:
        raise MethodError("panel_seed_invalid") from None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the pool: one value for each feature, in the order of the features.

    ``household``: people with the same text never sit on one panel together; empty means nobody shares it.
    """

    id: str
    values: tuple[str, ...]
    household: str = ""

    def __post_init__(self) -> None:
        if not sound(self.id):
            raise MethodError("panel_text_invalid", {"feature": "id", "value": self.id})


@dataclass(frozen=True)
class Selection:
    """What is asked: ``size`` seats, filled from ``people`` within ``quotas``.

    Quotas and people are kept sorted, so their order never matters. Build one with :meth:`of`.
    """

    size: int
    quotas: tuple[Quota, ...]
    people: tuple[Person, ...]

    @classmethod
    def of(cls, *, size: int, quotas: Iterable[Quota], people: Iterable[Person], features: Sequence[str]) -> Selection:
        """``features`` says which feature each place of ``Person.values`` is; the result has them sorted by name."""
        order = sorted(range(len(features)), key=lambda place: features[place])
        listed = []
        for person in people:
            if len(person.values) != len(features):
                raise MethodError("panel_values_wrong", {"person": person.id})
            listed.append(Person(person.id, tuple(person.values[place] for place in order), person.household))
        quotas = tuple(sorted(quotas, key=lambda quota: (quota.feature, quota.value)))
        if {quota.feature for quota in quotas} != set(features) or len(set(features)) != len(features):
            raise MethodError("panel_features_differ")
        return cls(size, quotas, tuple(sorted(listed, key=lambda person: person.id)))

    def __post_init__(self) -> None:
        if not self.people:
            raise MethodError("panel_pool_empty")
        if not _count(self.size) or self.size < 1:
            raise MethodError("panel_size_invalid", {"size": str(self.size)})
        if self.size > len(self.people):
            raise MethodError("panel_pool_too_small", {"size": self.size, "people": len(self.people)})
        for id_, times in Counter(person.id for person in self.people).items():
            if times > 1:
                raise MethodError("panel_person_twice", {"person": id_})
        for (feature, value), times in Counter((quota.feature, quota.value) for quota in self.quotas).items():
            if times > 1:
                raise MethodError("panel_quota_twice", {"feature": feature, "value": value})
        for person in self.people:
            for feature, value in zip(self.features, person.values, strict=True):
                if (feature, value) not in self.index:
                    what = {"feature": feature, "value": value, "person": person.id}
                    raise MethodError("panel_value_unknown", what)

    @cached_property
    def features(self) -> tuple[str, ...]:
        return tuple(sorted({quota.feature for quota in self.quotas}))

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        """Place of each feature and value among the quotas."""
        return {(quota.feature, quota.value): place for place, quota in enumerate(self.quotas)}

    @cached_property
    def pool(self) -> tuple[int, ...]:
        """How many people there are under each quota."""
        count: Counter[tuple[str, str]] = Counter()
        for person in self.people:
            count.update(zip(self.features, person.values, strict=True))
        return tuple(count[quota.feature, quota.value] for quota in self.quotas)


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel that keeps every quota, and its share of the lottery."""

    members: tuple[str, ...]
    weight: float

    def as_json(self) -> dict[str, object]:
        return {"members": list(self.members), "weight": self.weight}


@dataclass(frozen=True, slots=True)
class Group:
    """Chances of the people with one value: expected seats, and lowest, mean, highest chance (None of nobody)."""

    feature: str
    value: str
    people: int
    seats: float
    lowest: float | None
    mean: float | None
    highest: float | None

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True)
class Numbered:
    """A lottery of numbered panels, each as likely as any other: number i draws ``panels[order[i]]``.

    ``furthest``: the largest difference, in panels, between how often a person is in it and that person's chance in
    the exact lottery times the number of panels. Under 1 (or at 1) means within one in that many.
    """

    panels: tuple[tuple[str, ...], ...]
    order: tuple[int, ...]
    furthest: float

    def __getitem__(self, number: int) -> tuple[str, ...]:
        return self.panels[self.order[number]]

    def __len__(self) -> int:
        return len(self.order)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """In how many of the numbered panels each person sits."""
        times = Counter(self.order)
        count: Counter[str] = Counter()
        for place, members in enumerate(self.panels):
            for member in members:
                count[member] += times[place]
        return Frozen(count)

    @cached_property
    def commitment(self) -> str:
        """SHA-256 of the sorted JSON of the members of each numbered panel, in order: publish it before the draw."""
        return digest([list(self[number]) for number in range(len(self))])

    def as_json(self) -> dict[str, object]:
        return {
            "numbers": len(self),
            "commitment": self.commitment,
            "furthest": self.furthest,
            "order": list(self.order),
            "panels": [list(members) for members in self.panels],
        }


@dataclass(frozen=True)
class Lottery:
    """A distribution over panels, with everyone's chance under it.

    ``bound``: no lottery whatever within these quotas gives everybody a higher least chance. ``proven``: the
    objective is reached, up to ``tolerance``; else ``gap`` says by how much of it, at most, the furthest chance falls
    short of the aim (None of the greedy draw, which has no aim). ``never``: people who can sit on no panel within the
    quotas.
    """

    objective: str
    seed: str
    size: int
    panels: tuple[Panel, ...]
    probabilities: Mapping[str, float]
    bound: float
    proven: bool
    tolerance: float
    never: tuple[str, ...]
    groups: tuple[Group, ...]
    reasons: Mapping[str, Reason]
    numbered: Numbered
    gap: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "probabilities", Frozen(self.probabilities))
        object.__setattr__(self, "reasons", Frozen(self.reasons))

    @property
    def min_probability(self) -> float:
        """The least chance of anybody in the pool."""
        return min(self.probabilities.values())

    def as_json(self) -> dict[str, object]:
        chances = self.probabilities.values()
        among = [self.probabilities[id_] for id_ in self.probabilities if id_ not in set(self.never)]
        return {
            "objective": self.objective,
            "seed": self.seed,
            "size": self.size,
            "min_probability": self.min_probability,
            "max_probability": max(chances),
            "min_probability_selectable": min(among),
            "bound": 0.0 if self.never else self.bound,
            "bound_selectable": self.bound,
            "proven": self.proven,
            "gap": self.gap,
            "tolerance": self.tolerance,
            "never": list(self.never),
            "probabilities": dict(self.probabilities),
            "groups": [group.as_json() for group in self.groups],
            "reasons": {id_: reason.as_json() for id_, reason in self.reasons.items()},
            "panels": [panel.as_json() for panel in self.panels],
            "lottery": self.numbered.as_json(),
        }


class Progress(Protocol):
    """Told now and then how far a long draw is: panels found, and how near the aim is, in millionths."""

    def __call__(self, *, panels: int, reached: int) -> None: ...
