"""What reading a file of votes gives, and what the three readers share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coproduce.methods._shared import Frozen, MethodError
from coproduce.methods._tables import Problem, TableError
from coproduce.methods.ranking.votes import MOST_OPTIONS, Pairs, Rankings, Scores, Stances, Vote

AnyVote = Rankings | Scores | Pairs | Stances
Seen = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """``seats`` and ``title`` where the file names them; ``seen``: the pairs each voter of a wiki survey answered."""

    vote: AnyVote
    seats: int | None = None
    title: str = ""
    seen: Mapping[str, Seen] = field(default_factory=Frozen)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", Frozen(self.seen))


class Wrong:
    """Gathers what is wrong, line by line, and refuses the file at the end."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, line: int, code: str, **params: str | int) -> None:
        self.problems.append(Problem(line, code, params))

    def refuse(self) -> None:
        """Raises ``TableError`` where anything is wrong."""
        if self.problems:
            raise TableError(self.problems)


def whole(text: str, *, digits: int, signed: bool = False) -> int | None:
    """A whole number of so many digits, or None."""
    return int(text) if re.fullmatch(rf"{'-?' if signed else ''}\d{{1,{digits}}}", text, re.ASCII) else None


def ids_of(numbers: Sequence[str], called: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Ids for numbered options and the names that are not ids: the names themselves where all are fit and differ.

    >>> ids_of(["1", "2"], {"1": "Park", "2": "Bench"})
    ({'1': 'Park', '2': 'Bench'}, {})
    >>> ids_of(["1", "2"], {"1": "Park", "2": "Park"})
    ({'1': '1', '2': '2'}, {'1': 'Park', '2': 'Park'})
    """
    names = [called.get(number, "") for number in numbers]
    if max(Counter(names).values(), default=0) == 1 and all(map(_fit, names)):
        return dict(zip(numbers, names, strict=True)), {}
    return {number: number for number in numbers}, {n: name for n, name in called.items() if n in numbers and name}


def _fit(name: str) -> bool:
    try:
        Vote((name,))
    except MethodError:
        return False
    return True


def too_many(count: int) -> bool:
    """Whether a file names more options than a vote may have."""
    return count > MOST_OPTIONS


def ranked(parts: Iterable[Iterable[str]], ids: Mapping[str, str], line: int, wrong: Wrong) -> list[list[str]]:
    """A ballot's groups of equal options by their ids; a number that is unknown or stands twice is noted."""
    groups, seen = [], set[str]()
    for part in parts:
        group = []
        for option in part:
            if option not in ids:
                wrong(line, "rank.file.option_unknown", option=option)
            elif option in seen:
                wrong(line, "rank.file.ranked_twice", option=option)
            else:
                seen.add(option)
                group.append(ids[option])
        groups.append(group)
    return groups
