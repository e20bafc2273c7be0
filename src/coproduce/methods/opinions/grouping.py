"""What a way of finding groups gives, and what it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, Protocol, get_args

from coproduce.methods._shared import Frozen, MethodError, Reason
from coproduce.methods.opinions.conversation import Conversation, Ints
from coproduce.methods.opinions.matrix import Floats
from coproduce.methods.opinions.picture import Picture

Mode = Literal["stable", "polis"]
MODE_NAMES: tuple[str, ...] = get_args(Mode)
MOST_GROUPS, MOST_RESAMPLES = 12, 1000


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of a map; each changes what comes out somewhere, so each is recorded with it.

    ``strict``: only accepted statements help to find groups. ``most_groups``: at most so many. ``smallest``: no group
    of fewer people. ``clearly``: thousandths of silhouette by which another number of groups must be better to be
    taken. ``resamples``: how often the stability is tried. ``seed``: where resamples are drawn from.
    ``smallest`` and ``clearly`` do not apply to ``mode="polis"``.
    """

    mode: Mode = "stable"
    strict: bool = False
    most_groups: int = 5
    smallest: int = 5
    clearly: int = 20
    resamples: int = 25
    seed: str = "0"

    def __post_init__(self) -> None:
        if self.mode not in MODE_NAMES:
            raise MethodError("mode_unknown", {"mode": str(self.mode)[:40]})
        limits = {
            "most_groups": (2, MOST_GROUPS),
            "smallest": (1, 10**9),
            "clearly": (0, 1000),
            "resamples": (0, MOST_RESAMPLES),
        }
        for name, (least, most) in limits.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise MethodError("option_out_of_range", {"option": name, "least": least, "most": most})
        if not isinstance(self.seed, str) or not self.seed.isprintable():
            raise MethodError("seed_invalid")

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A map published before: into how many groups, and the group of each person who was in one."""

    groups: int
    group_of: Mapping[str, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "group_of", Frozen(self.group_of))
        sound = isinstance(self.groups, int) and 0 <= self.groups <= MOST_GROUPS
        if not sound or any(not isinstance(g, int) or not 0 <= g < self.groups for g in self.group_of.values()):
            raise MethodError("earlier_map_invalid")


@dataclass(frozen=True, slots=True)
class Tried:
    """A number of groups that was tried: how well apart they are, and the fewest people in one."""

    groups: int
    silhouette: float
    fewest: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, eq=False)
class Grouping:
    """``labels``: the group of each person, -1 for nobody's. ``centres``: groups x 2. ``reasons``: why so many."""

    labels: Ints
    centres: Floats
    tried: tuple[Tried, ...]
    reasons: tuple[Reason, ...]


class Way(Protocol):
    """A way to find groups: a pure function of where people stand and the options."""

    def __call__(
        self, picture: Picture, conversation: Conversation, options: Options, earlier: Earlier | None = None
    ) -> Grouping: ...
