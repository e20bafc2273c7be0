"""``coproduce rank``: put options in order and say why; name the next pair of a wiki survey."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.bars import bars
from coproduce.cli.door import (
    DONE,
    WRONG_USE,
    Progress,
    add_command,
    add_family,
    bytes_of,
    print_json,
    refuse,
    write_file,
)
from coproduce.cli.rank_report import explain, explanation, heeded, report, said, shown
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError
from coproduce.methods.ranking import CHOICES, NUMBERS, RULES, Options, Outcome, Pairs, next_pair
from coproduce.methods.ranking.files import CELLS, Reading, read

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]

_DEFAULTS = Options()
_WRONG = frozenset({"rank.option_unknown", "rank.number_invalid", "rank.one_seat"})
"""Refusals of what was asked rather than of what the file holds."""


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``rank`` commands to the parser."""
    commands = add_family(families, "rank", speaker)
    for name, run in (("count", count), ("next", next_)):
        command = add_command(commands, name, f"ui.rank.{name}", run, common, speaker)
        command.add_argument("file", metavar="FILE", help=speaker.say("ui.rank.file"))
        command.add_argument("--seed", default=_DEFAULTS.seed, metavar="TEXT", help=speaker.say("ui.rank.seed"))
        if name == "next":
            command.add_argument("--prior", type=int, metavar="N", help=speaker.say("ui.rank.prior"))
            command.add_argument("--voter", metavar="VOTER", help=speaker.say("ui.rank.voter"))
            command.add_argument(
                "--add", action="append", default=[], metavar="OPTION", help=speaker.say("ui.rank.add")
            )
        else:
            _add_options(command, speaker)


def _add_options(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    command.add_argument("--rule", choices=sorted(RULES), required=True, help=speaker.say("ui.rank.rule"))
    command.add_argument("--cells", choices=CELLS, default="ranks", help=speaker.say("ui.rank.cells"))
    for name, choices in CHOICES.items():
        command.add_argument(f"--{name}", choices=choices, help=speaker.say(f"ui.rank.{name}"))
    for name, _, _ in NUMBERS:
        command.add_argument(f"--{name}", type=int, metavar="N", help=speaker.say(f"ui.rank.{name}"))
    command.add_argument("--explain", metavar="OPTION", help=speaker.say("ui.rank.explain"))
    command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.rank.plot"))


def count(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Count a file by a rule."""
    reading = read(bytes_of(chosen.file, chosen, speaker), cells=chosen.cells)
    given = {name: getattr(chosen, name) for name in (*CHOICES, *(n for n, _, _ in NUMBERS))}
    given = {name: value for name, value in given.items() if value is not None}
    refused = {"seats"} if RULES[chosen.rule].one_winner else set()
    for name in sorted(given.keys() - RULES[chosen.rule].choices - refused):
        print(speaker.say("ui.rank.no_effect", rule=chosen.rule, option=name), file=sys.stderr)
    try:
        options = _options(chosen.rule, reading, given, chosen.seed)
        _known(chosen.explain, reading)
        outcome = _counted(chosen.rule, reading, options, speaker)
    except MethodError as refusal:
        code = refuse(refusal, chosen, speaker)
        return WRONG_USE if refusal.code in _WRONG else code
    if chosen.plot is not None:
        _draw(chosen.plot, outcome, reading, speaker)
    names = reading.vote.names
    if chosen.json:
        facts = {**outcome.as_json(), "options": heeded(outcome)}
        facts["title"], facts["names"] = reading.title, dict(names)
        if chosen.explain is not None:
            facts["explanation"] = explanation(chosen.explain, outcome, speaker)
        print_json(facts)
    elif chosen.explain is not None:
        print("\n".join(explain(chosen.explain, outcome, names, speaker)))
    else:
        print("\n".join(report(outcome, names, reading.title, speaker)))
    return DONE


def _options(rule: str, reading: Reading, given: dict[str, object], seed: str) -> Options:
    """Options as asked; the seats of the file count where none are asked for and the rule heeds them."""
    if "seats" in RULES[rule].choices and reading.seats is not None:
        given = {"seats": reading.seats, **given}
    return Options(**given, seed=seed)  # type: ignore[arg-type]  # names and values held to Options by the parser


def _known(option: str | None, reading: Reading) -> None:
    if option is not None and option not in reading.vote.options:
        raise MethodError("rank.option_unknown", {"option": option})


def _counted(rule: str, reading: Reading, options: Options, speaker: Speaker) -> Outcome:
    line = Progress()

    def progress(*, done: int, of: int) -> None:
        line(lambda: speaker.say("ui.rank.progress", done=done, of=of))

    try:
        return RULES[rule](reading.vote, options, progress=progress)
    finally:
        line.wipe()


def _draw(file: str, outcome: Outcome, reading: Reading, speaker: Speaker) -> None:
    told = {o: shown(f, outcome, speaker) if outcome.rule == "consent" else f for o, f in outcome.figures.items()}
    figures = [(reading.vote.names.get(o, o), told[o], o in outcome.winners) for o in outcome.order]
    write_file(Path(file), [bars(speaker.say("ui.rank.plot_title", rule=outcome.rule), figures, speaker)], speaker)


def next_(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Name the pair to ask about next."""
    reading = read(bytes_of(chosen.file, chosen, speaker))
    vote = reading.vote
    if not isinstance(vote, Pairs):
        return refuse(MethodError("rank.wants_pairs"), chosen, speaker)
    try:
        options = Options(seed=chosen.seed, **({} if chosen.prior is None else {"prior": chosen.prior}))
        if chosen.add:
            vote = _with_added(vote, chosen.add)
    except MethodError as refusal:
        refuse(refusal, chosen, speaker)
        return WRONG_USE
    pair = next_pair(vote, options, seen=reading.seen.get(chosen.voter, ()))
    text = said(pair.reason, speaker)
    if chosen.json:
        print_json({**pair.as_json(), "seed": chosen.seed, "text": text})
    else:
        print(speaker.say("ui.rank.pair", left=pair.left, right=pair.right))
        print(f"      {text}")
    return DONE


def _with_added(vote: Pairs, added: list[str]) -> Pairs:
    ids = vote.options
    answers = [(ids[one], ids[other], equal) for (one, other, equal), _ in vote.ballots]
    return Pairs.of((*ids, *added), answers, times=[times for _, times in vote.ballots])
