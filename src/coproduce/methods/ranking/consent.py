"""A consent round: a proposal is adopted when no reasoned objection is open."""

from __future__ import annotations

from collections import Counter

from coproduce.methods._shared import Reason
from coproduce.methods.ranking.order import need_ballots, settled
from coproduce.methods.ranking.types import Objection, Options, Outcome, Progress
from coproduce.methods.ranking.votes import Stances


def consent(vote: Stances, options: Options, *, progress: Progress | None = None) -> Outcome:
    """The state of each proposal: ``consent``, ``objections_open``, ``withdrawn`` or ``unanswered``.

    A person consents, objects with a reason, withdraws an objection made before, or stands aside. One open objection is
    enough to hold a proposal, however many consent: this is no majority. ``withdrawn``: there were objections and all
    were taken back.
    ``unanswered``: nobody consented, objected or withdrew. Proposals with consent, or with all objections withdrawn,
    are adopted, as many as there are: ``seats`` does not apply, and no lot decides. The order names adopted proposals
    first, then those with fewer open objections; it decides nothing.

    Complexity O(stances).

    Raises:
        MethodError: ``rank.no_ballots``.

    Source: G. Endenburg, Sociocracy: the organization of decision-making, Eburon 1998, ISBN 90-5166-605-5.
    """
    need_ballots(vote)
    said = [Counter[str]() for _ in vote.options]
    words: Counter[tuple[int, str, bool]] = Counter()
    for ballot, times in vote.ballots:
        for place, stance, reason in ballot:
            said[place][stance] += times
            if stance in ("objection", "withdrawn"):
                words[place, reason, stance == "objection"] += times
    states = [state_of(tally) for tally in said]

    def rank(place: int) -> tuple[bool, int, int, int]:
        tally = said[place]
        return (not adopted(states[place]), tally["objection"], tally["withdrawn"], -tally["consent"])

    ranks = sorted({rank(place) for place in range(len(said))})
    levels = [[place for place in range(len(said)) if rank(place) == level] for level in ranks]

    def why(place: int, won: bool, number: int) -> Reason:
        tally = said[place]
        counts = {name: tally[name] for name in ("consent", "objection", "withdrawn", "aside")}
        return Reason(f"rank.{'won' if won else 'lost'}.{states[place]}", counts)

    return settled(
        "consent",
        vote,
        options,
        levels,
        states,
        why,
        worthy=lambda place: adopted(states[place]),
        all_win=True,
        objections=tuple(
            Objection(vote.options[place], reason, people, is_open)
            for (place, reason, is_open), people in sorted(words.items())
        ),
    )


def state_of(tally: Counter[str]) -> str:
    """The state of one proposal from how many took each stance."""
    if tally["objection"]:
        return "objections_open"
    if tally["withdrawn"]:
        return "withdrawn"
    return "consent" if tally["consent"] else "unanswered"


def adopted(state: str) -> bool:
    """Whether a state lets a proposal go ahead: nobody objects, or every objection was withdrawn."""
    return state in ("consent", "withdrawn")
