"""``coproduce panel``: check quotas, compute a fair lottery over panels, draw from it, replace, stand by, invite."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli import panel_page as page
from coproduce.cli.door import (
    DONE,
    NOT_COUNTED,
    WRONG_USE,
    Progress,
    add_command,
    add_family,
    print_json,
    write_file,
)
from coproduce.cli.panel_files import Inputs
from coproduce.cli.panel_plot import picture
from coproduce.cli.words import Speaker
from coproduce.methods import panels
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Problem

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``panel`` commands to the parser."""
    commands = add_family(families, "panel", speaker)
    runs = (draw, check, pick, replace, alternates, invite)
    for run in runs:
        name = run.__name__
        command = add_command(commands, name, f"ui.panel.{name}", run, common, speaker)
        _ADD[name](command, speaker)


def _add_question(command: argparse.ArgumentParser, speaker: Speaker, *, pool: str = "ui.panel_pool") -> None:
    say = speaker.say
    command.add_argument("--targets", required=True, metavar="CSV", help=say("ui.panel_targets"))
    command.add_argument("--pool", required=True, metavar="CSV", help=say(pool))
    command.add_argument("--size", required=True, type=int, metavar="K", help=say("ui.panel_size"))
    _add_columns(command, speaker)


def _add_columns(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    command.add_argument("--id", default="", metavar="COLUMN", help=speaker.say("ui.panel_id"))
    households = speaker.say("ui.panel_households")
    command.add_argument("--households", "--address", nargs="+", default=[], metavar="COLUMN", help=households)


def _add_drawn(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    command.add_argument("--selected", metavar="FILE.csv", help=speaker.say("ui.panel_selected"))
    command.add_argument("--remaining", metavar="FILE.csv", help=speaker.say("ui.panel_remaining"))


def _add_draw(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    _add_question(command, speaker)
    command.add_argument("--objective", choices=panels.CHOICES, default="maximin", help=say("ui.panel_objective"))
    command.add_argument("--seed", default="0", metavar="TEXT", help=say("ui.panel_seed"))
    command.add_argument("--numbers", type=int, default=1000, metavar="N", help=say("ui.panel_numbers"))
    command.add_argument("--limit", type=float, metavar="SECONDS", help=say("ui.panel_limit"))
    command.add_argument("--public", metavar="TEXT", help=say("ui.panel_public"))
    command.add_argument("--explain", metavar="ID", help=say("ui.panel_explain"))
    command.add_argument("--plot", metavar="FILE.svg", help=say("ui.panel_plot"))
    command.add_argument("--table", metavar="FILE.csv", help=say("ui.panel_table"))
    _add_drawn(command, speaker)


def _add_pick(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    command.add_argument("lottery", metavar="FILE", help=say("ui.panel_lottery"))
    way = command.add_mutually_exclusive_group(required=True)
    way.add_argument("--public", metavar="TEXT", help=say("ui.panel_public_needed"))
    way.add_argument("--number", type=int, metavar="N", help=say("ui.panel_number"))
    command.add_argument("--pool", metavar="CSV", help=say("ui.panel_pool_drawn"))
    _add_columns(command, speaker)
    _add_drawn(command, speaker)


def _add_replace(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    _add_draw(command, speaker)
    command.add_argument("--panel", required=True, metavar="FILE", help=speaker.say("ui.panel_members"))
    command.add_argument("--gone", nargs="+", default=[], metavar="ID", help=speaker.say("ui.panel_gone"))


def _add_alternates(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    _add_question(command, speaker)
    command.add_argument("--panel", required=True, metavar="FILE", help=say("ui.panel_members"))
    command.add_argument("--count", type=int, metavar="N", help=say("ui.panel_count"))
    command.add_argument("--dropout", default="0.1", metavar="SHARE", help=say("ui.panel_dropout"))
    command.add_argument("--rates", metavar="CSV", help=say("ui.panel_rates"))
    command.add_argument("--samples", type=int, default=500, metavar="N", help=say("ui.panel_samples"))
    command.add_argument("--seed", default="0", metavar="TEXT", help=say("ui.panel_sample_seed"))


def _add_invite(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    _add_question(command, speaker, pool="ui.panel_register")
    command.add_argument("--letters", required=True, type=int, metavar="N", help=say("ui.panel_letters"))
    command.add_argument("--response", default="0.05", metavar="SHARE", help=say("ui.panel_response"))
    command.add_argument("--rates", metavar="CSV", help=say("ui.panel_rates"))
    command.add_argument("--seed", default="0", metavar="TEXT", help=say("ui.panel_sample_seed"))


_ADD: dict[str, Callable[[argparse.ArgumentParser, Speaker], None]] = {
    "draw": _add_draw,
    "check": _add_question,
    "pick": _add_pick,
    "replace": _add_replace,
    "alternates": _add_alternates,
    "invite": _add_invite,
}


def draw(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Compute the lottery, and draw from it when there is a public seed."""
    inputs = Inputs(chosen, speaker)
    return _drawn(inputs, inputs.question(), None, chosen, speaker)


def _drawn(
    inputs: Inputs,
    question: panels.Selection,
    vacancy: panels.Vacancy | None,
    chosen: argparse.Namespace,
    speaker: Speaker,
) -> int:
    if (chosen.selected or chosen.remaining) and chosen.public is None:
        print(speaker.say("ui.panel_nobody_drawn"), file=sys.stderr)
        return WRONG_USE
    if chosen.explain is not None and chosen.explain not in {person.id for person in question.people}:
        print(speaker.say("ui.panel_unknown", person=chosen.explain), file=sys.stderr)
        return WRONG_USE
    progress = Progress()

    def tell(*, panels: int, reached: int) -> None:
        progress(lambda: speaker.say("ui.panel_progress", panels=panels, percent=reached // 10_000))

    try:
        lottery = panels.fair_lottery(
            question,
            chosen.objective,
            seed=chosen.seed,
            numbers=chosen.numbers,
            limit=math.inf if chosen.limit is None else chosen.limit,
            clock=None if chosen.limit is None else time.monotonic,
            progress=tell,
        )
        drawn = None if chosen.public is None else panels.public_draw(lottery.numbered, chosen.public)
    except panels.Infeasible as refusal:
        return _infeasible(refusal.feasibility, vacancy, chosen, speaker)
    finally:
        progress.wipe()
    if chosen.plot:
        write_file(Path(chosen.plot), [picture(lottery, speaker)], speaker)
    if chosen.table:
        write_file(Path(chosen.table), [panels.numbered_table(lottery.numbered)], speaker)
    inputs.write_drawn(drawn, features=question.features, vacancy=vacancy)
    if chosen.json:
        facts = lottery.as_json()
        if vacancy is not None:
            facts["vacancy"] = vacancy.as_json()
        if drawn is not None:
            facts["drawn"] = drawn.as_json()
        if chosen.explain is not None:
            reason = lottery.reasons[chosen.explain]
            facts["explanation"] = {**reason.as_json(), "text": page.chance_said(reason, speaker)}
        print_json(facts)
        return DONE
    if chosen.explain is not None:
        print(page.chance_said(lottery.reasons[chosen.explain], speaker))
        return DONE
    if vacancy is not None:
        print("\n".join([*page.vacancy_lines(vacancy, speaker), ""]))
    print("\n".join(page.lottery_lines(lottery, drawn, speaker)))
    return DONE


def check(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Say whether the quotas can be met, and what would mend them."""
    question = Inputs(chosen, speaker).question()
    feasibility = panels.check(question)
    flex = any(not (quota.least_flex is None and quota.most_flex is None) for quota in question.quotas)
    lines = list(page.feasibility_lines(feasibility, speaker, flex=flex))
    if chosen.json:
        print_json({**feasibility.as_json(), "text": lines})
    else:
        print("\n".join(lines))
    return DONE if feasibility.feasible else NOT_COUNTED


def pick(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Draw from a lottery that was published, by a public seed or a number drawn by hand."""
    if (chosen.selected or chosen.remaining) and chosen.pool is None:
        print(speaker.say("ui.panel_pool_missing"), file=sys.stderr)
        return WRONG_USE
    inputs = Inputs(chosen, speaker)
    try:
        facts = json.loads(inputs.data("lottery"))
    except (ValueError, RecursionError):
        raise MethodError("panel_lottery_unreadable") from None
    numbered = panels.numbered_from(facts)
    by_hand = chosen.public is None
    drawn = panels.thrown(numbered, chosen.number) if by_hand else panels.public_draw(numbered, chosen.public)
    inputs.write_drawn(drawn)
    if chosen.json:
        print_json(drawn.as_json())
    else:
        print("\n".join(page.drawn_lines(drawn, speaker)))
    return DONE


def replace(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Draw replacements within the quotas that are left."""
    inputs = Inputs(chosen, speaker)
    question = inputs.question()
    vacancy = panels.vacancy(question, panel=inputs.members(question), gone=chosen.gone)
    reason = None if chosen.explain is None else vacancy.reason_of(chosen.explain)
    if reason is None:
        return _drawn(inputs, vacancy.selection, vacancy, chosen, speaker)
    text = speaker.reason(reason)
    if chosen.json:
        print_json({"vacancy": vacancy.as_json(), "explanation": {**reason.as_json(), "text": text}})
    else:
        print(text)
    return DONE


def alternates(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Choose who stands by."""
    inputs = Inputs(chosen, speaker)
    question = inputs.question()
    found = panels.stand_by(
        question,
        inputs.rates(chosen.dropout),
        panel=inputs.members(question),
        count=chosen.count,
        seed=chosen.seed,
        samples=chosen.samples,
    )
    if chosen.json:
        print_json(found.as_json())
    else:
        print("\n".join(page.stand_by_lines(found, speaker)))
    return DONE


def invite(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Choose whom to write to."""
    inputs = Inputs(chosen, speaker)
    register, unknown = inputs.register()
    found = panels.invite(register, inputs.rates(chosen.response), letters=chosen.letters, seed=chosen.seed)
    if chosen.json:
        print_json(found.as_json())
    else:
        print("\n".join(page.invitation_lines(found, unknown, speaker)))
    return DONE


def _infeasible(
    feasibility: panels.Feasibility, vacancy: panels.Vacancy | None, chosen: argparse.Namespace, speaker: Speaker
) -> int:
    lines = list(page.feasibility_lines(feasibility, speaker))
    if vacancy is not None:
        print("\n".join([*page.vacancy_lines(vacancy, speaker), ""]), file=sys.stderr)
    print("\n".join(lines), file=sys.stderr)
    if chosen.json:
        problem = Problem(0, "panel_infeasible").as_json()
        told = {"problems": [{**problem, "text": lines[0]}], "feasibility": feasibility.as_json()}
        print_json(told if vacancy is None else {**told, "vacancy": vacancy.as_json()})
    return NOT_COUNTED
