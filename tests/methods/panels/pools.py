"""Small pools, made up, and what plainly counting every panel says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from coproduce.methods.panels import Person, Quota, Selection


def selection(size: int, quotas: str, people: str, households: str = "") -> Selection:
    """``quotas``: ``age young 1 2; age old 1 1``; ``people``: the values of a, b, c ... such as ``young f, old m``.

    ``households``: which people live together, such as ``ab cd``.
    """
    listed = [line.split() for line in quotas.split(";")]
    features = list(dict.fromkeys(words[0] for words in listed))
    homes = {letter: home for home in households.split() for letter in home}
    names = "abcdefghijklmnopqrstuvwxyz"
    return Selection.of(
        size=size,
        quotas=[Quota(words[0], words[1], *map(int, words[2:])) for words in listed],
        people=[
            Person(names[place], tuple(values.split()), homes.get(names[place], ""))
            for place, values in enumerate(people.split(","))
        ],
        features=features,
    )


@st.composite
def selections(draw: st.DrawFn, *, most_people: int = 9) -> Selection:
    """Pools of a few people with two or three features, households now and then, quotas loose or tight."""
    features = {"age": ["old", "young"], "place": ["hill", "port", "town"], "work": ["no", "yes"]}
    names = list(features)[: draw(st.integers(1, 3))]
    many = draw(st.integers(2, most_people))
    size = draw(st.integers(1, min(5, many)))
    people = []
    for number in range(many):
        values = tuple(draw(st.sampled_from(features[name])) for name in names)
        people.append(Person(f"p{number}", values, draw(st.sampled_from(["", "", "", "h1", "h2"]))))
    quotas = []
    for place, name in enumerate(names):
        for value in features[name]:
            have = sum(person.values[place] == value for person in people)
            least = draw(st.integers(0, min(1, have, size)))
            quotas.append(Quota(name, value, least, draw(st.integers(max(least, size // 2), size))))
    return Selection.of(size=size, quotas=quotas, people=people, features=names)


def keeps(question: Selection, members: Iterable[str]) -> bool:
    """Whether a panel has its size, keeps every quota and has nobody from one household twice."""
    people = {person.id: person for person in question.people}
    seated = [people[id_] for id_ in members]
    if len(seated) != question.size or len({person.id for person in seated}) != question.size:
        return False
    count = Counter(pair for p in seated for pair in zip(question.features, p.values, strict=True))
    homes = [person.household for person in seated if person.household]
    within = all(quota.least <= count[quota.feature, quota.value] <= quota.most for quota in question.quotas)
    return within and len(homes) == len(set(homes))


def every_panel(question: Selection) -> np.ndarray:
    """All panels there are, one a row, 1 where a person (in the order of the pool) is in it."""
    ids = [person.id for person in question.people]
    found = [members for members in combinations(ids, question.size) if keeps(question, members)]
    return np.array([[float(id_ in members) for id_ in ids] for members in found]).reshape(len(found), len(ids))


def plain_leximin(panels: np.ndarray) -> list[float]:
    """The leximin chances of people who sit on some panel, from all panels: linear programmes, level by level."""
    who = np.flatnonzero(panels.any(axis=0))
    held: dict[int, float] = {}
    while len(held) < len(who):
        level, _ = _level(panels, who, held, None)
        for person in who:
            if person not in held:
                most, _ = _level(panels, who, held, (int(person), level))
                if most < level + 1e-7:
                    held[int(person)] = level
    return [held[int(person)] for person in who]


def _level(
    panels: np.ndarray, who: np.ndarray, held: dict[int, float], one: tuple[int, float] | None
) -> tuple[float, np.ndarray]:
    """Highest common level of people not held; or of one person while all others keep a level."""
    many = len(panels)
    above, limits = [], []
    for person in who:
        row = np.append(-panels[:, person], 0.0)
        limit = -held.get(int(person), 0.0) + 1e-9
        if int(person) not in held and (one is None or one[0] == int(person)):
            row[many] = 1.0
        elif one is not None and int(person) not in held:
            limit = -one[1] + 1e-9
        above.append(row)
        limits.append(limit if row[many] == 0 else 0.0)
    answer = linprog(
        np.append(np.zeros(many), -1.0),
        A_ub=np.array(above),
        b_ub=np.array(limits),
        A_eq=[np.append(np.ones(many), 0.0)],
        b_eq=[1.0],
        bounds=[(0, None)] * many + [(0, 1)],
    )
    return float(answer.x[many]), answer.x[:many]


def narrowest(panels: np.ndarray, lowest: float) -> float:
    """The lowest highest chance while everybody who can sits with at least ``lowest``."""
    who = panels[:, panels.any(axis=0)]
    many = len(panels)
    answer = linprog(
        np.append(np.zeros(many), 1.0),
        A_ub=np.vstack(
            [np.hstack([who.T, -np.ones((who.shape[1], 1))]), np.hstack([-who.T, np.zeros((who.shape[1], 1))])]
        ),
        b_ub=np.append(np.zeros(who.shape[1]), np.full(who.shape[1], -lowest + 1e-12)),
        A_eq=[np.append(np.ones(many), 0.0)],
        b_eq=[1.0],
        bounds=[(0, None)] * (many + 1),
    )
    return float(answer.x[many]) if answer.success else float("inf")
