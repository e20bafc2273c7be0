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
    bytes_of,
    naming,
    print_json,
    write_file,
)
from coproduce.cli.panel_plot import picture
from coproduce.cli.words import Speaker
from coproduce.methods import panels
from coproduce.methods._shared import MethodError
from coproduce.methods._tables import Problem, read_table

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


def _add_question(command: argparse.ArgumentParser, speaker: Speaker, *, size: bool = True) -> None:
    say = speaker.say
    command.add_argument("--targets", required=True, metavar="CSV", help=say("ui.panel_targets"))
    command.add_argument("--pool", required=True, metavar="CSV", help=say("ui.panel_pool"))
    if size:
        command.add_argument("--size", required=True, type=int, metavar="K", help=say("ui.panel_size"))
    command.add_argument("--id", default="", metavar="COLUMN", help=say("ui.panel_id"))
    households = say("ui.panel_households")
    command.add_argument("--households", nargs="+", default=[], metavar="COLUMN", help=households)


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


def _add_pick(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    command.add_argument("lottery", metavar="FILE", help=speaker.say("ui.panel_lottery"))
    command.add_argument("--public", required=True, metavar="TEXT", help=speaker.say("ui.panel_public_needed"))


def _add_replace(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    _add_draw(command, speaker)
    command.add_argument("--panel", required=True, metavar="FILE", help=speaker.say("ui.panel_members"))
    command.add_argument("--gone", nargs="+", default=[], metavar="ID", help=speaker.say("ui.panel_gone"))


def _add_alternates(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    _add_question(command, speaker)
    command.add_argument("--panel", required=True, metavar="FILE", help=say("ui.panel_members"))
    command.add_argument("--count", required=True, type=int, metavar="N", help=say("ui.panel_count"))
    command.add_argument("--dropout", default="0.1", metavar="SHARE", help=say("ui.panel_dropout"))
    command.add_argument("--rates", metavar="CSV", help=say("ui.panel_rates"))
    command.add_argument("--samples", type=int, default=500, metavar="N", help=say("ui.panel_samples"))
    command.add_argument("--seed", default="0", metavar="TEXT", help=say("ui.panel_sample_seed"))


def _add_invite(command: argparse.ArgumentParser, speaker: Speaker) -> None:
    say = speaker.say
    _add_question(command, speaker)
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
    return _drawn(_question(chosen, speaker), None, chosen, speaker)


def _drawn(
    question: panels.Selection, vacancy: panels.Vacancy | None, chosen: argparse.Namespace, speaker: Speaker
) -> int:
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
        return _infeasible(refusal.feasibility, chosen, speaker)
    finally:
        progress.wipe()
    if chosen.plot:
        write_file(Path(chosen.plot), [picture(lottery, speaker)], speaker)
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
    feasibility = panels.check(_question(chosen, speaker))
    if chosen.json:
        print_json({**feasibility.as_json(), "text": list(page.feasibility_lines(feasibility, speaker))})
    else:
        print("\n".join(page.feasibility_lines(feasibility, speaker)))
    return DONE if feasibility.feasible else NOT_COUNTED


def pick(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Draw from a lottery that was published."""
    try:
        facts = json.loads(bytes_of(chosen.lottery, chosen, speaker))
    except (ValueError, RecursionError):
        raise MethodError("panel_lottery_unreadable") from None
    drawn = panels.public_draw(panels.numbered_from(facts), chosen.public)
    if chosen.json:
        print_json(drawn.as_json())
    else:
        print("\n".join(page.drawn_lines(drawn, speaker)))
    return DONE


def replace(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Draw replacements within the quotas that are left."""
    question = _question(chosen, speaker)
    vacancy = panels.vacancy(question, panel=_members(chosen, speaker), gone=chosen.gone)
    return _drawn(vacancy.selection, vacancy, chosen, speaker)


def alternates(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Choose who stands by."""
    question = _question(chosen, speaker)
    found = panels.stand_by(
        question,
        _rates(chosen.dropout, chosen, speaker),
        panel=_members(chosen, speaker),
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
    targets = _targets(chosen, speaker)
    data = bytes_of(chosen.pool, chosen, speaker)
    with naming(chosen.pool, speaker):
        columns = {name.casefold() for name in read_table(data).columns}
        known = targets.within(columns)
        pool = panels.read_pool(data, known, id_column=chosen.id, households=chosen.households)
    register = panels.selection_of(known, pool, chosen.size)
    found = panels.invite(register, _rates(chosen.response, chosen, speaker), letters=chosen.letters, seed=chosen.seed)
    if chosen.json:
        print_json(found.as_json())
    else:
        print("\n".join(page.invitation_lines(found, speaker)))
    return DONE


def _targets(chosen: argparse.Namespace, speaker: Speaker) -> panels.Targets:
    data = bytes_of(chosen.targets, chosen, speaker)
    with naming(chosen.targets, speaker):
        return panels.read_targets(data)


def _question(chosen: argparse.Namespace, speaker: Speaker) -> panels.Selection:
    targets = _targets(chosen, speaker)
    data = bytes_of(chosen.pool, chosen, speaker)
    with naming(chosen.pool, speaker):
        pool = panels.read_pool(data, targets, id_column=chosen.id, households=chosen.households)
    return panels.selection_of(targets, pool, chosen.size)


def _members(chosen: argparse.Namespace, speaker: Speaker) -> list[str]:
    """The ids in a file: a column with a head that ends in id, or one a line."""
    data = bytes_of(chosen.panel, chosen, speaker)
    with naming(chosen.panel, speaker):
        return panels.read_members(data, id_column=chosen.id)


def _rates(overall: str, chosen: argparse.Namespace, speaker: Speaker) -> panels.Rates:
    share = panels.rate_of(overall)
    if share is None:
        raise MethodError("panel_rate_unreadable", {"figure": overall})
    if chosen.rates is None:
        return panels.Rates.of(share)
    targets = _targets(chosen, speaker)
    data = bytes_of(chosen.rates, chosen, speaker)
    with naming(chosen.rates, speaker):
        return panels.read_rates(data, targets, share)


def _infeasible(feasibility: panels.Feasibility, chosen: argparse.Namespace, speaker: Speaker) -> int:
    lines = list(page.feasibility_lines(feasibility, speaker))
    print("\n".join(lines), file=sys.stderr)
    if chosen.json:
        problem = Problem(0, "panel_infeasible").as_json()
        print_json({"problems": [{**problem, "text": lines[0]}], "feasibility": feasibility.as_json()})
    return NOT_COUNTED
