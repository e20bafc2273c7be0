"""``coproduce budget``: count an election and explain it, or check its file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

from coproduce.cli.budget_files import add_files, bounds_of, open_vote, refusing
from coproduce.cli.budget_parts import split as split_into_parts
from coproduce.cli.door import DONE, NOT_COUNTED, WRONG_USE, Progress, print_json
from coproduce.cli.figures import amount, as_units
from coproduce.cli.report import explain, explained, measured, report
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError, nearest
from coproduce.methods._tables import TableError
from coproduce.methods.budgeting import (
    CHOICES,
    FITTING,
    RULES,
    Election,
    Options,
    Outcome,
    margin_of,
    measure,
    money_trail,
)
from coproduce.methods.budgeting.options import Compare
from coproduce.methods.budgeting.pabulib import Problem, Reading

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]

_DEFAULTS = Options()


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``budget`` commands to the parser."""
    family = families.add_parser("budget", help=speaker.say("ui.budget"), description=speaker.say("ui.budget"))
    family.set_defaults(parser=family)
    commands = family.add_subparsers(title=speaker.say("ui.commands"), metavar=speaker.say("ui.command"))
    for name, run in (("tally", tally), ("check", check), ("split", split)):
        text = speaker.say(f"ui.budget.{name}")
        command = commands.add_parser(name, help=text, description=text, parents=[common])
        add_files(command, speaker)
        command.set_defaults(run=refusing(run), parser=command)
        if name == "split":
            command.add_argument("folder", metavar="FOLDER", help=speaker.say("ui.budget.folder"))
            command.add_argument("--parts", type=_some, default=8, metavar="N", help=speaker.say("ui.budget.parts"))
            continue
        command.add_argument("--json", action="store_true", help=speaker.say("ui.json"))
        if name == "tally":
            _add_options(command, speaker)
            command.add_argument("--scheduler", metavar="ADDRESS", help=speaker.say("ui.budget.scheduler"))


def _add_options(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    command.add_argument("--rule", choices=sorted(RULES), default="equal-shares", help=speaker.say("ui.rule"))
    for name, choices in CHOICES.items():
        default = getattr(_DEFAULTS, name)
        text = speaker.say(f"ui.{name}")
        command.add_argument(f"--{name}", choices=choices, default=default, action=_Choice, help=text)
    command.add_argument("--seed", default=_DEFAULTS.seed, metavar="TEXT", help=speaker.say("ui.seed"))
    command.add_argument("--threshold", type=int, metavar="N", help=speaker.say("ui.threshold"))
    command.add_argument(
        "--compare", choices=get_args(Compare), default="none", action=_Choice, help=speaker.say("ui.compare")
    )
    command.add_argument(
        "--exclusive", type=_ids, action=_Group, default=(), metavar="A,B", help=speaker.say("ui.exclusive")
    )
    command.add_argument(
        "--increment", type=int, default=1, action=_Choice, metavar="N", help=speaker.say("ui.increment")
    )
    command.add_argument("--bounds", metavar="FILE", help=speaker.say("ui.bounds"))
    command.add_argument("--own-bounds", action="store_true", help=speaker.say("ui.own_bounds"))
    command.add_argument("--metrics", action="store_true", help=speaker.say("ui.metrics"))
    command.add_argument("--explain", metavar="PROJECT", help=speaker.say("ui.explain"))


class _Choice(argparse.Action):
    """Keeps a value, and that it was asked for rather than left as it is by default."""

    def __call__(self, parser: object, chosen: argparse.Namespace, value: object, option: str | None = None) -> None:
        setattr(chosen, self.dest, value)
        chosen.given = (*getattr(chosen, "given", ()), self.dest)


class _Group(_Choice):
    """Keeps one more group of projects."""

    def __call__(self, parser: object, chosen: argparse.Namespace, value: object, option: str | None = None) -> None:
        super().__call__(parser, chosen, (*chosen.exclusive, value), option)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_.strip() for id_ in text.split(",") if id_.strip()))


def _some(text: str) -> int:
    number = int(text)
    if not 0 < number <= 100_000:
        raise ValueError
    return number


def tally(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Count a file, or a folder of parts."""
    reading = open_vote(chosen, speaker)
    speaker = _with_currency(speaker, reading)
    for problem in reading.problems:
        print(_line(problem, speaker), file=sys.stderr)
    if reading.election is None:
        print(speaker.say("ui.not_counted", count=len(reading.errors)), file=sys.stderr)
        _tell_problems(chosen, reading.problems, speaker)
        return NOT_COUNTED
    for option in sorted(set(getattr(chosen, "given", ())) - RULES[chosen.rule].choices):
        print(speaker.say("ui.option_without_effect", option=option, rule=chosen.rule), file=sys.stderr)
    code = NOT_COUNTED
    try:
        reading.refuse_points(chosen.rule, chosen.utility)
        code = WRONG_USE
        _known(chosen.explain, reading.election)
        options = _options(chosen, reading, speaker)
        outcome = _count(chosen.rule, reading.election, options, speaker)
    except TableError:
        raise
    except MethodError as refusal:
        print(speaker.refusal(refusal), file=sys.stderr)
        _tell_problems(chosen, [Problem(0, refusal.code, refusal.params)], speaker)
        return NOT_COUNTED if refusal.code in ("bounds_impossible", "bounds_too_hard") else code
    _show(chosen, reading, reading.election, outcome, speaker)
    return DONE


def _known(project: str | None, election: Election) -> None:
    if project is not None and project not in {option.id for option in election.projects}:
        raise MethodError("project_not_on_ballot", {"project": project})


def split(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Write a folder of parts from a file."""
    reading = open_vote(chosen, speaker)
    for problem in reading.problems:
        print(_line(problem, speaker), file=sys.stderr)
    if reading.election is None:
        print(speaker.say("ui.file_unsound", count=len(reading.errors)), file=sys.stderr)
        return NOT_COUNTED
    return split_into_parts(chosen, speaker, reading, reading.election)


def check(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Read a file and list what is wrong with it."""
    reading = open_vote(chosen, speaker)
    speaker = _with_currency(speaker, reading)
    election = reading.election
    if chosen.json:
        facts: dict[str, object] = {"countable": election is not None}
        facts["problems"] = _problems(reading.problems, speaker)
        if election is not None:
            facts |= {"projects": len(election.projects), "voters": election.voters}
            facts["budget"] = amount(election.budget, election.unit)
            facts["rules"] = [rule for rule in RULES if reading.suits(rule, FITTING[reading.kind][0])]
        print_json(facts)
        return NOT_COUNTED if election is None else DONE
    for problem in reading.problems:
        print(_line(problem, speaker))
    if election is None:
        print(speaker.say("ui.file_unsound", count=len(reading.errors)), file=sys.stderr)
        return NOT_COUNTED
    count = len(election.projects)
    print(speaker.say("ui.file_sound", projects=count, voters=election.voters, budget=election.budget))
    _print_rules(reading, speaker)
    return DONE


def _print_rules(reading: Reading, speaker: Speaker) -> None:
    """By which rules a file can be counted, and by which not."""
    said = {
        name: speaker.say("ui.rule_with_threshold", rule=name)
        if rule.needs_threshold and reading.threshold is None
        else name
        for name, rule in RULES.items()
    }

    def suits(rule: str) -> bool:
        return reading.suits(rule, FITTING[reading.kind][0])

    print(speaker.say("ui.by_rules", rules=", ".join(said[name] for name in RULES if suits(name))))
    others = [name for name in RULES if not suits(name)]
    if others:
        print(speaker.say("ui.not_by_rules", rules=", ".join(others)))


def _problems(problems: Iterable[Problem], speaker: Speaker) -> list[dict[str, object]]:
    return [{**problem.as_json(), "text": speaker.say(problem.code, **problem.params)} for problem in problems]


def _tell_problems(chosen: argparse.Namespace, problems: Iterable[Problem], speaker: Speaker) -> None:
    """Whoever asked for JSON gets JSON, also of what went wrong."""
    if chosen.json:
        print_json({"problems": _problems(problems, speaker)})


def _options(chosen: argparse.Namespace, reading: Reading, speaker: Speaker) -> Options:
    """Options as asked; the file's own threshold counts for the rules that take it."""
    threshold = chosen.threshold
    if threshold is None and RULES[chosen.rule].file_threshold:
        threshold = reading.threshold
    asked = {name: getattr(chosen, name) for name in (*CHOICES, "seed", "exclusive", "compare", "increment")}
    return Options(**asked, threshold=threshold, bounds=bounds_of(chosen, reading, speaker))


def _count(rule: str, election: Election, options: Options, speaker: Speaker) -> Outcome:
    line = Progress()

    def progress(*, steps: int, spent: int, budget: int) -> None:
        line(lambda: speaker.say("ui.progress", steps=steps, spent=speaker.money(spent), budget=budget))

    try:
        return RULES[rule](election, options, progress=progress)
    finally:
        line.wipe()


def _show(chosen: argparse.Namespace, reading: Reading, election: Election, outcome: Outcome, speaker: Speaker) -> None:
    if chosen.json:
        facts = as_units(outcome)
        if chosen.explain is not None:
            facts["explanation"] = _explanation(chosen.explain, election, outcome, speaker)
        if chosen.metrics:
            figures = measure(election, outcome)
            facts["metrics"] = {**figures.as_json(), "mean_cost": amount(nearest(figures.mean_cost), outcome.unit)}
        print_json(facts)
    elif chosen.explain is not None:
        margin = margin_of(election, outcome.options, outcome, chosen.explain)
        print("\n".join(explain(chosen.explain, election, outcome, margin, speaker)))
    else:
        print("\n".join(report(election, outcome, reading.selected, speaker)))
        if chosen.metrics:
            print("\n".join(measured(election, outcome, speaker)))


def _explanation(project: str, election: Election, outcome: Outcome, speaker: Speaker) -> dict[str, object]:
    trail = money_trail(election, outcome, project)
    margin = margin_of(election, outcome.options, outcome, project)
    paid = [
        {"project": paid.project, "voters": paid.voters, "money": amount(nearest(paid.money), outcome.unit)}
        for paid in trail
    ]
    return {
        "project": project,
        "text": speaker.reason(explained(project, outcome, margin)),
        "supporters_paid": paid,
        "margin": {
            "more_voters": margin.more_voters,
            "fewest": margin.fewest,
            "cost": None if margin.cost is None else amount(margin.cost, outcome.unit),
            "recounts": margin.recounts,
        },
    }


def _line(problem: Problem, speaker: Speaker) -> str:
    kind = speaker.say(f"ui.{problem.severity}")
    where = speaker.say("ui.line", line=problem.line) if problem.line else speaker.say("ui.file_as_whole")
    if "file" in problem.params:
        where = f"{problem.params['file']}, {where}"
    return speaker.say("ui.problem", where=where, kind=kind, text=speaker.say(problem.code, **problem.params))


def _with_currency(speaker: Speaker, reading: Reading) -> Speaker:
    return Speaker(speaker.language, currency=reading.meta.get("currency", "")[:8])
