"""Small conversations for tests: by hand, planted, and drawn by hypothesis."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from coproduce.methods.opinions import Conversation, Options, Statement

Cast = list[tuple[str, str, int]]


def planted(seed: int, *, people: int = 60, statements: int = 12, seen: float = 0.7, camps: int = 2) -> Cast:
    """Votes of people in camps that mostly agree among themselves, in an order of their own."""
    rng = np.random.default_rng(seed)
    likes = rng.choice([0.1, 0.9], size=(camps, statements))
    cast: Cast = []
    for person in rng.permutation(people).tolist():
        for statement in rng.permutation(statements).tolist():
            if rng.random() < seen:
                vote = 0 if rng.random() < 0.1 else 1 if rng.random() < likes[person % camps, statement] else -1
                cast.append((str(person), str(statement), vote))
    return cast


def two_camps(each: int = 10, statements: int = 8) -> Conversation:
    """Everybody agrees with statement 0; one camp is for the odd statements and against the even, the other reverse."""
    cast = [
        (f"{camp}{person}", str(place), 1 if place == 0 or place % 2 == camp else -1)
        for camp in (0, 1)
        for person in range(each)
        for place in range(statements)
    ]
    return Conversation.of([(f"p{person}", place, vote) for person, place, vote in cast])


@st.composite
def casts(draw: st.DrawFn, *, most_people: int = 24, most_statements: int = 9) -> Cast:
    """Any votes at all: alike, sparse, with votes changed."""
    people = draw(st.integers(1, most_people))
    statements = draw(st.integers(1, most_statements))
    vote = st.tuples(
        st.integers(0, people - 1).map(str), st.integers(0, statements - 1).map(str), st.sampled_from([1, 1, -1, -1, 0])
    )
    return draw(st.lists(vote, min_size=1, max_size=120))


@st.composite
def listed(draw: st.DrawFn) -> list[Statement]:
    """Statements with any moderation."""
    return [
        Statement(
            str(place), moderated=draw(st.sampled_from([-1, 0, 1, 1])), meta=draw(st.sampled_from([False] * 4 + [True]))
        )
        for place in range(9)
    ]


@st.composite
def options(draw: st.DrawFn, mode: str) -> Options:
    return Options(
        mode=mode,
        strict=draw(st.booleans()),
        most_groups=draw(st.integers(2, 6)),
        smallest=draw(st.integers(1, 6)),
        clearly=draw(st.sampled_from([0, 20, 100])),
        resamples=draw(st.sampled_from([0, 2])),
        seed=draw(st.sampled_from(["0", "a"])),
    )
