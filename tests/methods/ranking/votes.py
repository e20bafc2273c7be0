"""Votes to test with: small, and full of ties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from coproduce.methods.ranking import RULES, STANCES, Options, Pairs, Rankings, Scores, Stances

LETTERS = "abcde"
few = st.integers(1, 3)


@st.composite
def rankings(draw: st.DrawFn, ties: bool = True, most: int = 5) -> Rankings:
    options = LETTERS[: draw(st.integers(1, most))]
    ballots = draw(st.lists(ballot_of(options, ties=ties), min_size=1, max_size=6).filter(any))
    return Rankings.of(options, ballots, times=[draw(few) for _ in ballots])


@st.composite
def ballot_of(draw: st.DrawFn, options: str, ties: bool = True) -> list[list[str]]:
    listed = draw(st.permutations(options))[: draw(st.integers(0, len(options)))]
    groups: list[list[str]] = []
    for option in listed:
        if groups and ties and draw(st.booleans()):
            groups[-1].append(option)
        else:
            groups.append([option])
    return groups


@st.composite
def scores(draw: st.DrawFn, low: int = 0, high: int = 3) -> Scores:
    options = LETTERS[: draw(st.integers(1, 5))]
    mark = st.dictionaries(st.sampled_from(options), st.integers(low, high))
    ballots = draw(st.lists(mark, min_size=1, max_size=6).filter(any))
    return Scores.of(options, ballots, times=[draw(few) for _ in ballots])


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    options = LETTERS[: draw(st.integers(2, 5))]
    answer = st.tuples(st.sampled_from(options), st.sampled_from(options), st.booleans()).filter(lambda a: a[0] != a[1])
    answers = draw(st.lists(answer, min_size=1, max_size=8))
    return Pairs.of(options, answers, times=[draw(few) for _ in answers])


@st.composite
def stances(draw: st.DrawFn) -> Stances:
    options = LETTERS[: draw(st.integers(1, 4))]
    said = st.tuples(st.sampled_from(STANCES), st.sampled_from(["too dear", "too loud"]))
    ballots = draw(st.lists(st.dictionaries(st.sampled_from(options), said), min_size=1, max_size=6).filter(any))
    return Stances.of(options, ballots)


def votes_for(rule: str) -> st.SearchStrategy[Any]:
    if rule == "approval":
        return scores(high=1)
    if rule == "stv":
        return rankings().filter(lambda vote: any(ballot and len(ballot[0]) == 1 for ballot, _ in vote.ballots))
    return {Rankings: rankings(), Scores: scores(), Pairs: pairs(), Stances: stances()}[RULES[rule].takes]


@st.composite
def options_for(draw: st.DrawFn, rule: str) -> Options:
    choices = RULES[rule].choices
    return Options(
        seats=draw(st.integers(1, 4)) if "seats" in choices else 1,
        seed=draw(st.sampled_from(["0", "x", "mairie"])),
        unranked=draw(st.sampled_from(["average", "zero", "modified"])),
        strength=draw(st.sampled_from(["winning", "margins"])),
        missing=draw(st.sampled_from(["lowest", "left-out"])) if "missing" in choices else "lowest",
        spend=draw(st.sampled_from(["votes", "credits"])),
        prior=draw(st.integers(1, 3)),
    )


def unpacked(vote: Any) -> tuple[list[Any], list[int]]:
    """The ballots of a vote as ``of`` takes them."""
    ids = vote.options
    if isinstance(vote, Rankings):
        ballots: list[Any] = [[[ids[p] for p in group] for group in ballot] for ballot, _ in vote.ballots]
    elif isinstance(vote, Scores):
        ballots = [{ids[p]: score for p, score in ballot} for ballot, _ in vote.ballots]
    elif isinstance(vote, Pairs):
        ballots = [(ids[one], ids[other], equal) for (one, other, equal), _ in vote.ballots]
    else:
        ballots = [{ids[p]: (stance, reason) for p, stance, reason in ballot} for ballot, _ in vote.ballots]
    return ballots, [times for _, times in vote.ballots]
