"""``coproduce signals``: which of the seventeen early warnings fire, and on what evidence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json
from coproduce.cli.words import Speaker
from coproduce.methods.signals import (
    EVILS,
    RULES,
    STATES,
    Signal,
    Signals,
    default_evils_policy,
    default_policy,
    read_picture,
    read_policy,
    signals,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``signals`` command to the parser."""
    command = add_command(families, "signals", "ui.signals", run, common, speaker)
    command.add_argument("file", metavar="FILE", help=speaker.say("ui.signals_file"))
    command.add_argument("--policy", metavar="TOML", help=speaker.say("ui.signals_policy"))
    command.add_argument("--evils", action="store_true", help=speaker.say("ui.signals_evils"))
    command.add_argument("--evils-policy", metavar="TOML", help=speaker.say("ui.signals_evils_policy"))
    command.add_argument("--explain", metavar="T", help=speaker.say("ui.signals_explain"))


def run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Ask every signal of a picture, and every evil where that is asked for."""
    codes = [rule.code for rule in (*RULES, *EVILS)]
    if chosen.explain is not None and chosen.explain not in codes:
        print(speaker.say("ui.signals_unknown", signal=chosen.explain), file=sys.stderr)
        return WRONG_USE
    own = default_policy() if chosen.policy is None else read_policy(bytes_of(chosen.policy, chosen, speaker))
    evil = default_evils_policy()
    if chosen.evils_policy is not None:
        evil = read_policy(bytes_of(chosen.evils_policy, chosen, speaker), evil)
    picture = read_picture(bytes_of(chosen.file, chosen, speaker))
    found, evils = signals(picture, own, RULES), signals(picture, evil, EVILS)
    asked = [one for one in (*found.signals, *evils.signals) if one.code == chosen.explain]
    limits = {**own.thresholds, **evil.thresholds}
    if chosen.json:
        facts = found.as_json()
        if chosen.evils:
            facts["evils"] = evils.as_json()
        for signal in asked:
            facts["explanation"] = {**signal.as_json(), "thresholds": dict(limits.get(signal.code, {}))}
        print_json(facts)
        return DONE
    for signal in asked:
        print("\n".join(_entry(signal, speaker)))
        for name, value in limits.get(signal.code, {}).items():
            print(f"      {name} = {value}")
        if signal in evils.signals and signal.state != "fires":
            print(_safeguard(signal, speaker))
    if not asked:
        print("\n".join(_page(found, "ui.signals_policy_used", speaker)))
        if chosen.evils:
            print("\n" + "\n".join(_page(evils, "ui.signals_evils_head", speaker)))
    return DONE


def _page(found: Signals, head: str, speaker: Speaker) -> Iterator[str]:
    yield speaker.say(head, version=found.policy)
    for state in STATES:
        mine = [signal for signal in found.signals if signal.state == state]
        if mine:
            yield ""
            yield speaker.say(f"signal.{state}")
        for signal in mine:
            yield from _entry(signal, speaker)


def _entry(signal: Signal, speaker: Speaker) -> Iterator[str]:
    yield f"  {signal.code} {speaker.say(f'signal.{signal.code}')}"
    yield "      " + speaker.reason(signal.reason)
    if signal.acts:
        yield "      " + ", ".join(signal.acts)
    if signal.state == "fires" and signal.code.startswith("E"):
        yield _safeguard(signal, speaker)


def _safeguard(signal: Signal, speaker: Speaker) -> str:
    return "      " + speaker.say("ui.signals_safeguard", text=speaker.say(f"safeguard.{signal.code}"))
