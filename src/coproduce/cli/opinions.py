"""``coproduce opinions``: map a conversation, explain the map, and draw what somebody is shown next."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coproduce.cli.door import (
    DONE,
    WRONG_USE,
    Progress,
    Run,
    add_command,
    add_family,
    bytes_of,
    naming,
    print_json,
    refuse,
    write_file,
)
from coproduce.cli.opinions_page import as_json, explained, page
from coproduce.cli.opinions_picture import picture
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError
from coproduce.methods.opinions import Earlier, OpinionMap, Options, map_opinions, next_statement
from coproduce.methods.opinions.exports import (
    Reading,
    read_statements,
    read_votes,
    write_comments,
    write_participants_votes,
    write_votes,
)
from coproduce.methods.opinions.grouping import MODE_NAMES

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]

Read = TypeVar("Read")
_DEFAULTS = Options()
WRONG = frozenset({"option_out_of_range", "person_id_invalid", "person_unknown", "seed_invalid", "statement_unknown"})
NUMBERS = ("most_groups", "smallest", "clearly", "resamples")


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``opinions`` commands to the parser."""
    commands = add_family(families, "opinions", speaker)
    for name, run in (("map", map_), ("next", next_)):
        command = add_command(commands, name, f"ui.opinions.{name}", _well_used(run), common, speaker)
        command.add_argument("votes", metavar="VOTES.csv", help=speaker.say("ui.opinions.votes"))
        command.add_argument("--comments", metavar="COMMENTS.csv", help=speaker.say("ui.opinions.comments"))
        command.add_argument("--mode", choices=MODE_NAMES, default=_DEFAULTS.mode, help=speaker.say("ui.opinions.mode"))
        command.add_argument("--strict", action="store_true", help=speaker.say("ui.opinions.strict"))
        command.add_argument(
            "--without", action="append", default=[], metavar="PERSON", help=speaker.say("ui.opinions.without")
        )
        for number in NUMBERS if name == "map" else NUMBERS[:-1]:
            option, text = f"--{number.replace('_', '-')}", speaker.say(f"ui.opinions.{number}")
            command.add_argument(option, type=int, default=getattr(_DEFAULTS, number), metavar="N", help=text)
        command.add_argument("--seed", default=_DEFAULTS.seed, metavar="TEXT", help=speaker.say("ui.opinions.seed"))
        if name == "map":
            _add_map_options(command, speaker)
        else:
            text = speaker.say("ui.opinions.person")
            command.add_argument("--person", required=True, metavar="PERSON", help=text)


def _add_map_options(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    options = {
        "previous": "FILE.json",
        "explain": "STATEMENT",
        "explain-person": "PERSON",
        "plot": "FILE.svg",
        "export": "FOLDER",
    }
    for name, shown in options.items():
        text = speaker.say(f"ui.opinions.{name.replace('-', '_')}")
        command.add_argument(f"--{name}", metavar=shown, help=text)


def _well_used(run: Run) -> Run:
    """Tell wrong use, a number out of range or an id that is not there, from a file that cannot be mapped."""

    def told(chosen: argparse.Namespace, speaker: Speaker) -> int:
        try:
            return run(chosen, speaker)
        except MethodError as refusal:
            if refusal.code not in WRONG:
                raise
            refuse(refusal, chosen, speaker)
            return WRONG_USE

    return told


def map_(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Map a conversation."""
    options = _options(chosen, resamples=chosen.resamples)
    reading = _read(chosen, speaker)
    _known(chosen, reading)
    earlier = _earlier(chosen, speaker) if chosen.previous else None
    found = _mapped(reading, options, earlier, speaker)
    lines = explained(found, chosen.explain, chosen.explain_person, speaker)
    _keep(chosen, reading, found, speaker)
    if chosen.json:
        facts = as_json(found, reading)
        if lines:
            facts["explanation"] = lines
        print_json(facts)
    else:
        print("\n".join(lines or page(found, reading, speaker)))
    return DONE


def _known(chosen: argparse.Namespace, reading: Reading) -> None:
    """Before long work: whoever and whatever is to be explained is there."""
    if chosen.explain is not None and chosen.explain not in {s.id for s in reading.conversation.statements}:
        raise MethodError("statement_unknown", {"statement": chosen.explain[:200]})
    if chosen.explain_person is not None and chosen.explain_person not in reading.conversation.place_of:
        raise MethodError("person_unknown", {"person": chosen.explain_person[:200]})


def _mapped(reading: Reading, options: Options, earlier: Earlier | None, speaker: Speaker) -> OpinionMap:
    line = Progress()

    def progress(done: int, of: int) -> None:
        line(lambda: speaker.say("ui.opinions.progress", done=done, resamples=of))

    try:
        return map_opinions(reading.conversation, options, earlier=earlier, progress=progress)
    finally:
        line.wipe()


def next_(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Draw the statement that a person is shown next."""
    options = _options(chosen, resamples=0)
    reading = _read(chosen, speaker)
    found = map_opinions(reading.conversation, options)
    drawn = next_statement(found.routing, reading.conversation, chosen.person, seed=chosen.seed)
    if chosen.json:
        facts: dict[str, object] = {"person": chosen.person, "seed": chosen.seed, "mode": options.mode}
        print_json(facts | (drawn.as_json() if drawn else {"next": None, "reasons": [], "weights": {}}))
    elif drawn is None:
        print(speaker.say("ui.opinions.nothing_next", person=chosen.person))
    else:
        text = found.statements[found.place_of[drawn.statement]].text
        print(speaker.say("ui.opinions.next_is", person=chosen.person, statement=drawn.statement, words=text).rstrip())
        print("\n".join(f"  {speaker.reason(reason)}" for reason in drawn.reasons))
    return DONE


def _options(chosen: argparse.Namespace, *, resamples: int) -> Options:
    try:
        return Options(
            mode=chosen.mode,
            strict=chosen.strict,
            most_groups=chosen.most_groups,
            smallest=chosen.smallest,
            clearly=chosen.clearly,
            resamples=resamples,
            seed=chosen.seed,
        )
    except MethodError as refusal:
        name = str(refusal.params.get("option", ""))
        if name not in NUMBERS:
            raise
        raise MethodError(refusal.code, {**refusal.params, "option": f"--{name.replace('_', '-')}"}) from None


def _read(chosen: argparse.Namespace, speaker: Speaker) -> Reading:
    statements = {}
    if chosen.comments:
        comments = bytes_of(chosen.comments, chosen, speaker)
        with naming(chosen.comments, speaker):
            statements = read_statements(comments)
    votes = bytes_of(chosen.votes, chosen, speaker)
    with naming(chosen.votes, speaker):
        reading = read_votes(votes, statements)
    if chosen.without:
        return reading.without(chosen.without)
    return reading


def _earlier(chosen: argparse.Namespace, speaker: Speaker) -> Earlier:
    data = bytes_of(chosen.previous, chosen, speaker)
    try:
        groups = json.loads(data)["groups"]
        group_of = {str(person): place for place, group in enumerate(groups) for person in group["members"]}
        return Earlier(len(groups), group_of)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise MethodError("earlier_map_unreadable", {"file": chosen.previous}) from None


def _keep(chosen: argparse.Namespace, reading: Reading, found: OpinionMap, speaker: Speaker) -> None:
    """Write the picture and the export that were asked for."""
    wanted: dict[Path, Iterable[str]] = {}
    if chosen.plot:
        wanted[Path(chosen.plot)] = picture(found, speaker)
    if chosen.export:
        wanted |= {Path(chosen.export) / name: text for name, text in _export(reading, found).items()}
    for path, pieces in wanted.items():
        write_file(path, pieces, speaker, with_folder=True)


def _export(reading: Reading, found: OpinionMap) -> Mapping[str, Iterable[str]]:
    kept = reading.conversation
    files = {"votes.csv": write_votes(kept), "comments.csv": write_comments(kept, found)}
    return files | ({"participants-votes.csv": write_participants_votes(kept, found)} if reading.numbers else {})
