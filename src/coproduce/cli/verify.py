"""``coproduce verify``: check the board of a vote, one line a check, and count again by the rule it names."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coproduce.cli.door import CANNOT_OPEN, DONE, NOT_COUNTED, CannotOpen, add_command, bytes_of, print_json, write_file
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting import CHOICES, RULES, Election, Options, Project
from coproduce.methods.proofs import (
    Manifest,
    Verdict,
    check_board,
    read_board,
    read_receipt,
    verifier_script,
    votes_of,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]

_STATES = {True: "ui.verify.passed", False: "ui.verify.failed", None: "ui.verify.not_made"}


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``verify`` command to the parser."""
    command = add_command(families, "verify", "ui.verify", verify, common, speaker)
    command.add_argument("file", metavar="BOARD", help=speaker.say("ui.verify.file"))
    command.add_argument("--tracker", default="", metavar="CODE", help=speaker.say("ui.verify.tracker"))
    command.add_argument("--receipt", metavar="FILE", help=speaker.say("ui.verify.receipt"))
    command.add_argument("--head", action="append", default=[], metavar="FILE", help=speaker.say("ui.verify.head"))
    command.add_argument("--key", default="", metavar="KEY", help=speaker.say("ui.verify.key"))
    command.add_argument(
        "--write-script",
        action=_WriteScript,
        speaker=speaker,
        metavar="FILE",
        help=speaker.say("ui.verify.write_script"),
    )


class _WriteScript(argparse.Action):
    """Write the verifier in one file, which needs no board, and be done."""

    def __init__(self, *names: Any, speaker: Speaker, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.speaker = speaker

    def __call__(self, parser: argparse.ArgumentParser, space: object, value: Any, option: str | None = None) -> None:
        script = verifier_script()
        if value == "-":
            print(script, end="")
            parser.exit(DONE)
        try:
            write_file(Path(value), [script], self.speaker)
        except CannotOpen:
            parser.exit(CANNOT_OPEN)
        print(self.speaker.say("ui.verify.written", file=value))
        parser.exit(DONE)


def verify(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Check a board."""
    board = read_board(bytes_of(chosen.file, chosen, speaker))
    held = [bytes_of(name, chosen, speaker).decode(errors="replace") for name in chosen.head]
    receipt = read_receipt(bytes_of(chosen.receipt, chosen, speaker)) if chosen.receipt else None
    verdict = check_board(board, recount, held=held, tracker=chosen.tracker, receipt=receipt, key=chosen.key)
    if chosen.json:
        plain = verdict.as_json()
        plain["checks"] = [
            {**check.as_json(), "text": speaker.say(check.why.code, **check.why.params)} for check in verdict.checks
        ]
        print_json(plain)
    else:
        _print(verdict, chosen, speaker)
    return DONE if verdict.passed else NOT_COUNTED


def _print(verdict: Verdict, chosen: argparse.Namespace, speaker: Speaker) -> None:
    """A line a check, the verdict, and what it does not speak of."""
    for number, check in enumerate(verdict.checks, start=1):
        text = speaker.say(check.why.code, **check.why.params)
        print(speaker.say("ui.verify.line", number=number, state=speaker.say(_STATES[check.passed]), text=text))
    unfixed = any(check.why.code == "tree.signed_key_unfixed" for check in verdict.checks)
    sound = "ui.verify.sound_if_key" if unfixed else "ui.verify.sound"
    print(speaker.say(sound if verdict.passed else "ui.verify.unsound"))
    if not (chosen.tracker or chosen.receipt):
        print(speaker.say("ui.verify.no_ballot"))
    if not chosen.head:
        print(speaker.say("ui.verify.no_head"))
    print(speaker.say("ui.verify.never"))


def recount(manifest: Manifest, choices: tuple[tuple[str, ...], ...], seed: str) -> Mapping[str, object] | None:
    """Count by the manifest's rule where it is one of budgeting, else None.

    Raises:
        MethodError: the manifest does not describe a count that the rule can make.
    """
    facts: Mapping[str, Any] = manifest.content
    rule = facts.get("rule")
    name = rule.get("rule") if isinstance(rule, dict) else None
    if not isinstance(rule, dict) or not isinstance(name, str) or name not in RULES or manifest.ballot != "approval":
        return None
    asked = {choice: rule[choice] for choice in CHOICES if choice in rule}
    threshold = rule.get("threshold")
    options = facts["options"]
    if not all(isinstance(option, dict) for option in options) or not isinstance(threshold, int | None):
        raise MethodError("manifest_invalid", {"field": "options, rule.threshold"})
    if not all(isinstance(value, str) for value in asked.values()):
        raise MethodError("manifest_invalid", {"field": "rule"})
    projects = [Project(option["id"], option.get("cost", 0)) for option in options]
    budget, unit = facts.get("budget", -1), facts.get("unit", 100)
    election = Election.of(budget=budget, projects=projects, ballots=choices, unit=unit)
    outcome = RULES[name](election, Options(**asked, seed=seed or "0", threshold=threshold))
    return {
        "votes": dict(votes_of(manifest, choices)),
        "winners": list(outcome.winners),
        "spent": outcome.spent,
        "digest": outcome.digest,
    }
