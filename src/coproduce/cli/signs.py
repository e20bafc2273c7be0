"""``coproduce signals``: which of the seventeen early warnings fire, and on what evidence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json
from coproduce.cli.words import Speaker
from coproduce.methods.signals import RULES, STATES, Signal, Signals, default_policy, read_picture, read_policy, signals

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``signals`` command to the parser."""
    command = add_command(families, "signals", "ui.signals", run, common, speaker)
    command.add_argument("file", metavar="FILE", help=speaker.say("ui.signals_file"))
    command.add_argument("--policy", metavar="TOML", help=speaker.say("ui.signals_policy"))
    command.add_argument("--explain", metavar="T", help=speaker.say("ui.signals_explain"))


def run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Ask every signal of a picture."""
    codes = [rule.code for rule in RULES]
    if chosen.explain is not None and chosen.explain not in codes:
        print(speaker.say("ui.signals_unknown", signal=chosen.explain), file=sys.stderr)
        return WRONG_USE
    policy = default_policy() if chosen.policy is None else read_policy(bytes_of(chosen.policy, chosen, speaker))
    found = signals(read_picture(bytes_of(chosen.file, chosen, speaker)), policy, RULES)
    if chosen.json:
        facts = found.as_json()
        if chosen.explain is not None:
            signal = next(one for one in found.signals if one.code == chosen.explain)
            facts["explanation"] = {**signal.as_json(), "thresholds": dict(policy.thresholds.get(signal.code, {}))}
        print_json(facts)
        return DONE
    if chosen.explain is not None:
        signal = next(one for one in found.signals if one.code == chosen.explain)
        print("\n".join(_entry(signal, speaker)))
        for name, value in policy.thresholds.get(signal.code, {}).items():
            print(f"      {name} = {value}")
        return DONE
    print("\n".join(_page(found, speaker)))
    return DONE


def _page(found: Signals, speaker: Speaker) -> Iterator[str]:
    yield speaker.say("ui.signals_policy_used", version=found.policy)
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
