"""``coproduce match``: mentors and mentees by score, people and places by rankings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, add_family, bytes_of, print_json, write_file
from coproduce.cli.measure_plots import bonds
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError, Reason
from coproduce.methods._tables import Problem
from coproduce.methods.matching import (
    Market,
    Mentoring,
    Pairing,
    Stable,
    deferred_acceptance,
    explain_person,
    explain_place,
    pair_by_score,
    read_market,
    read_mentoring,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]

Answer = tuple[str, str, Reason]
"""Two who could be matched, and whether they are or why not."""


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``match`` commands to the parser."""
    commands = add_family(families, "match", speaker)
    for name, run in (("pairs", match_pairs), ("stable", match_stable)):
        command = add_command(commands, name, f"ui.match.{name}", run, common, speaker)
        command.add_argument("file", metavar="INPUT", help=speaker.say(f"ui.match.{name}.file"))
        command.add_argument("--seed", default="0", metavar="TEXT", help=speaker.say("ui.match.seed"))
        command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.measure_plot"))
        command.add_argument("--explain", metavar="ID", help=speaker.say("ui.match.explain"))


def match_pairs(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Pair mentors and mentees."""
    read = read_mentoring(bytes_of(chosen.file, chosen, speaker))
    _remark(read.remarks, speaker)
    mentoring = read.mentoring
    mentors, mentees = [m.id for m in mentoring.mentors], [m.id for m in mentoring.mentees]
    if _unknown(chosen, [*mentors, *mentees], speaker):
        return WRONG_USE
    pairing = pair_by_score(mentoring, seed=chosen.seed)
    answers = () if chosen.explain is None else explain_person(mentoring, pairing, chosen.explain)
    partners: dict[str, list[str]] = {id_: [] for id_ in mentors}
    for pair in pairing.pairs:
        partners[pair.mentor].append(pair.mentee)
    _draw(chosen, mentors, mentees, partners, speaker)
    _show(chosen, pairing, ("mentor", "mentee"), answers, _pairs_page(mentoring, pairing, speaker), speaker)
    return DONE


def match_stable(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Match people and places."""
    read = read_market(bytes_of(chosen.file, chosen, speaker))
    _remark(read.remarks, speaker)
    market = read.market
    people, places = [p.id for p in market.people], [p.id for p in market.places]
    if _unknown(chosen, [*people, *places], speaker):
        return WRONG_USE
    stable = deferred_acceptance(market, seed=chosen.seed)
    answers = [
        (place, person, explain_place(market, stable, person, place))
        for place in places
        for person in people
        if chosen.explain in (person, place)
    ]
    given = {id_: [place] for id_, place in stable.matches}
    _draw(chosen, people, places, given, speaker)
    _show(chosen, stable, ("place", "person"), answers, _stable_page(market, stable, speaker), speaker)
    return DONE


def _draw(
    chosen: argparse.Namespace,
    left: Sequence[str],
    right: Sequence[str],
    matched: Mapping[str, Sequence[str]],
    speaker: Speaker,
) -> None:
    """Write who is matched with whom as a picture, where that was asked for."""
    if chosen.plot is not None:
        told = "; ".join(f"{name}: {', '.join(others)}" for name, others in matched.items() if others)
        drawn = bonds(speaker.say("ui.match.plot_title"), told, left, right, matched)
        write_file(Path(chosen.plot), [drawn], speaker)


def _remark(remarks: Iterable[Problem], speaker: Speaker) -> None:
    for remark in remarks:
        where, kind = speaker.say("ui.line", line=remark.line), speaker.say("ui.match.remark")
        text = speaker.say(remark.code, **remark.params)
        print(speaker.say("ui.problem", where=where, kind=kind, text=text), file=sys.stderr)


def _unknown(chosen: argparse.Namespace, known: Iterable[str], speaker: Speaker) -> bool:
    """Whether an id to explain is not there, which is then said."""
    if chosen.explain is None or chosen.explain in known:
        return False
    refusal = MethodError("match_id_unknown", {"id": chosen.explain})
    print(speaker.refusal(refusal), file=sys.stderr)
    if chosen.json:
        problem = Problem(0, refusal.code, refusal.params)
        print_json({"problems": [{**problem.as_json(), "text": speaker.refusal(refusal)}]})
    return True


def _show(
    chosen: argparse.Namespace,
    result: Pairing | Stable,
    names: tuple[str, str],
    answers: Iterable[Answer],
    page: Iterator[str],
    speaker: Speaker,
) -> None:
    if chosen.json:
        plain = result.as_json()
        plain["why"] = {id_: _spoken(reason, speaker) for id_, reason in result.why.items()}
        if chosen.explain is not None:
            plain["explanation"] = [
                {names[0]: first, names[1]: second, **_spoken(reason, speaker)} for first, second, reason in answers
            ]
        print_json(plain)
    elif chosen.explain is not None:
        if chosen.explain in result.why:
            print(_line(chosen.explain, result.why[chosen.explain], speaker))
        for first, second, reason in answers:
            other = second if first == chosen.explain else first
            print(f"  {_line(other, reason, speaker)}")
    else:
        print("\n".join(page))


def _spoken(reason: Reason, speaker: Speaker) -> dict[str, object]:
    return {**reason.as_json(), "text": speaker.say(reason.code, **reason.params)}


def _line(id_: str, reason: Reason, speaker: Speaker) -> str:
    return f"{id_}\t{speaker.say(reason.code, **reason.params)}"


def _pairs_page(mentoring: Mentoring, pairing: Pairing, speaker: Speaker) -> Iterator[str]:
    plain = pairing.as_json()
    yield speaker.say(
        "ui.match.pairs.head",
        pairs=len(pairing.pairs),
        unpaired=len(pairing.unpaired),
        lowest="-" if pairing.lowest is None else str(plain["lowest"]),
        total=str(plain["total"]),
    )
    rules = {name: "-" if value is None else str(value).lower() for name, value in pairing.rules.as_json().items()}
    yield speaker.say("ui.match.pairs.rules", seed=pairing.seed, **rules)
    for heading, ids in (
        ("ui.match.mentees", [m.id for m in mentoring.mentees]),
        ("ui.match.mentors", [m.id for m in mentoring.mentors]),
    ):
        yield ""
        yield speaker.say(heading)
        yield from (f"  {_line(id_, pairing.why[id_], speaker)}" for id_ in ids)
    yield ""
    yield speaker.say("ui.match.digest", digest=pairing.digest)


def _stable_page(market: Market, stable: Stable, speaker: Speaker) -> Iterator[str]:
    yield speaker.say("ui.match.stable.head", matched=len(stable.matches), people=len(market.people))
    rules = {name: str(value) for name, value in stable.rules.as_json().items()}
    yield speaker.say("ui.match.stable.rules", seed=stable.seed, **rules)
    yield ""
    yield speaker.say("ui.match.people")
    yield from (f"  {_line(person.id, stable.why[person.id], speaker)}" for person in market.people)
    yield ""
    yield speaker.say("ui.match.rooms")
    yield from (f"  {speaker.say('ui.match.room', place=id_, room=room)}" for id_, room in stable.room.items())
    yield ""
    yield speaker.say("ui.match.digest", digest=stable.digest)
