"""Every rule against its definition written plainly, on small votes full of ties."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.ranking import RULES, Options, Pairs, Rankings, Scores, Stances, next_pair
from coproduce.methods.ranking.types import exact_text
from coproduce.methods.ranking.wiki_survey import strengths_of
from tests.methods.ranking import plain
from tests.methods.ranking.votes import pairs, rankings, scores, stances, unpacked

many = settings(max_examples=60, deadline=None)
seeds = st.sampled_from(["0", "1", "x"])


def singles(vote: object) -> list:
    ballots, times = unpacked(vote)
    return [ballot for ballot, often in zip(ballots, times, strict=True) for _ in range(often)]


def ordered(figures: dict, options: tuple[str, ...]) -> list[list[str]]:
    return [[o for o in options if figures[o] == value] for value in sorted({*figures.values()}, reverse=True)]


@many
@given(vote=rankings(), unranked=st.sampled_from(["average", "zero", "modified"]))
def test_borda(vote: Rankings, unranked: str) -> None:
    points = plain.borda(vote.options, singles(vote), unranked)
    outcome = RULES["borda"](vote, Options(unranked=unranked))
    assert outcome.figures == {o: exact_text(p) for o, p in points.items()}


@many
@given(vote=scores(high=1))
def test_approval(vote: Scores) -> None:
    sums = plain.sums(vote.options, singles(vote))
    outcome = RULES["approval"](vote, Options())
    assert [list(level) for level in outcome.levels] == ordered(sums, vote.options)
    assert outcome.figures == {o: str(total) for o, total in sums.items()}


@many
@given(vote=scores(low=-2), low=st.sampled_from([-2, -5]))
def test_score(vote: Scores, low: int) -> None:
    sums = plain.sums(vote.options, singles(vote), low)
    outcome = RULES["score"](vote, Options(low=low))
    assert [list(level) for level in outcome.levels] == ordered(sums, vote.options)


@many
@given(vote=scores())
def test_score_of_those_that_were_given(vote: Scores) -> None:
    means = plain.means(vote.options, singles(vote))
    outcome = RULES["score"](vote, Options(missing="left-out"))
    assert {o: outcome.figures[o] for o in means} == {o: exact_text(mean) for o, mean in means.items()}
    assert [o for level in outcome.levels for o in level if o in means] == sorted(means, key=lambda o: (-means[o], o))


@many
@given(vote=stances())
def test_consent(vote: Stances) -> None:
    states = plain.consent(vote.options, singles(vote))
    outcome = RULES["consent"](vote, Options())
    assert outcome.figures == states
    assert set(outcome.winners) == {o for o, state in states.items() if state in ("consent", "withdrawn")}


@many
@given(vote=rankings(), margins=st.booleans())
def test_schulze(vote: Rankings, margins: bool) -> None:
    options = "".join(vote.options)
    beats = plain.schulze_beats(options, singles(vote), margins=margins)
    outcome = RULES["schulze"](vote, Options(strength="margins" if margins else "winning"))
    assert [list(level) for level in outcome.levels] == plain.levels(options, beats)


@many
@given(vote=rankings(), margins=st.booleans(), seed=seeds)
def test_ranked_pairs(vote: Rankings, margins: bool, seed: str) -> None:
    options = "".join(vote.options)
    locked = plain.ranked_pairs_locked(options, singles(vote), seed, margins=margins)
    outcome = RULES["ranked-pairs"](vote, Options(strength="margins" if margins else "winning", seed=seed))
    assert [list(level) for level in outcome.levels] == plain.levels(options, locked)


@many
@given(vote=rankings(), seed=seeds)
def test_instant_runoff(vote: Rankings, seed: str) -> None:
    expected = plain.irv_order("".join(vote.options), singles(vote), seed)
    assert list(RULES["irv"](vote, Options(seed=seed)).order) == expected


@settings(max_examples=150, deadline=None)
@given(vote=rankings(ties=False), seats=st.integers(1, 4), seed=seeds)
def test_single_transferable_vote(vote: Rankings, seats: int, seed: str) -> None:
    papers = [[option for group in ballot for option in group] for ballot in singles(vote)]
    expected = plain.scottish("".join(vote.options), papers, seats, seed)
    outcome = RULES["stv"](vote, Options(seats=seats, seed=seed))
    if seats < len(vote.options):
        assert [set(stage.elected) for stage in outcome.rounds] == expected
    assert set(outcome.winners) == set().union(*expected)


@many
@given(vote=scores())
def test_majority_judgment(vote: Scores) -> None:
    values = {o: plain.majority_value([ballot.get(o, 0) for ballot in singles(vote)]) for o in vote.options}
    levels = [[o for o in vote.options if tuple(values[o]) == v] for v in sorted({*map(tuple, values.values())})[::-1]]
    outcome = RULES["majority-judgment"](vote, Options())
    assert [list(level) for level in outcome.levels] == levels
    assert outcome.figures == {o: str(value[0]) for o, value in values.items()}


@many
@given(vote=scores(low=-9, high=9))
def test_quadratic_credits(vote: Scores) -> None:
    sums = plain.quadratic(vote.options, singles(vote))
    outcome = RULES["quadratic"](vote, Options(spend="credits"))
    assert [list(level) for level in outcome.levels] == ordered(sums, vote.options)


def test_roots_that_add_up_to_the_same_are_a_tie() -> None:
    """sqrt(2) + sqrt(8) is sqrt(18), which no floating point shows for sure."""
    vote = Scores.of("ab", [{"a": 2, "b": 18}, {"a": 8}])
    outcome = RULES["quadratic"](vote, Options(spend="credits"))
    assert outcome.levels == (("a", "b"),)
    assert outcome.figures["a"] == outcome.figures["b"] == "4.242641"


@many
@given(vote=pairs(), prior=st.integers(1, 3))
def test_strengths_are_where_expected_victories_equal_the_counted_ones(vote: Pairs, prior: int) -> None:
    found = strengths_of(vote, prior=prior).log_strength
    for place, option in enumerate(vote.options):
        counted = expected = 0.0
        for one, other, equal in singles(vote):
            if option in (one, other):
                counted += 0.5 if equal else float(option == one)
                rival = vote.options.index(other if option == one else one)
                expected += 1 / (1 + exp(found[rival] - found[place]))
        expected += 2 * prior / (1 + exp(-found[place]))
        assert expected == pytest.approx(counted + prior, rel=1e-8)


@many
@given(vote=pairs(), seed=seeds)
def test_the_next_pair_is_one_of_those_that_tell_most(vote: Pairs, seed: str) -> None:
    chosen = next_pair(vote, Options(seed=seed))
    found = strengths_of(vote)
    cover = found.covariance
    gains = {}
    for i, one in enumerate(vote.options):
        for j, other in enumerate(vote.options[:i]):
            chance = 1 / (1 + exp(found.log_strength[j] - found.log_strength[i]))
            spread = cover[i, i] + cover[j, j] - 2 * cover[i, j]
            gains[frozenset((one, other))] = log(1 + chance * (1 - chance) * spread) / 2
    assert chosen.gain == pytest.approx(max(gains.values()), rel=1e-9)
    assert gains[frozenset((chosen.left, chosen.right))] == pytest.approx(chosen.gain, rel=1e-8)
