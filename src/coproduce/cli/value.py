"""``coproduce value``: the balance of a ledger of costs and benefits, and what each line came to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, WRONG_USE, add_command, bytes_of, print_json, write_file
from coproduce.cli.measure_plots import Two, two_bars
from coproduce.cli.words import Speaker
from coproduce.methods._shared import MethodError, Reason, decimal_text, whole_percent
from coproduce.methods._tables import Problem
from coproduce.methods.valuation import (
    BENEFITS,
    CASES,
    COMPARISON,
    Balance,
    Rate,
    flat,
    rate_of,
    read_ledger,
    read_share,
    value,
)

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``value`` command to the parser."""
    command = add_command(families, "value", "ui.value", run, common, speaker)
    command.add_argument("file", metavar="INPUT", help=speaker.say("ui.value.file"))
    command.add_argument("--host", default="", metavar="AGENCY", help=speaker.say("ui.value.host"))
    rates = command.add_mutually_exclusive_group()
    rates.add_argument("--rate", metavar="SHARE", help=speaker.say("ui.value.rate"))
    rates.add_argument("--jurisdiction", metavar="COUNTRY", help=speaker.say("ui.value.jurisdiction"))
    command.add_argument("--at", default="", metavar="DATE", help=speaker.say("ui.value.at"))
    command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.measure_plot"))
    command.add_argument("--explain", metavar="LINE", help=speaker.say("ui.value.explain"))


def run(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Balance a table."""
    ledger = read_ledger(bytes_of(chosen.file, chosen, speaker))
    try:
        balance = value(ledger, rate=_rate(chosen), host=chosen.host)
        asked = _asked(chosen, balance)
    except MethodError as refusal:
        if refusal.code not in ("agency_unknown", "jurisdiction_unknown", "line_unknown", "rate_invalid"):
            raise
        print(speaker.refusal(refusal), file=sys.stderr)
        if chosen.json:
            problem = Problem(0, refusal.code, refusal.params)
            print_json({"problems": [{**problem.as_json(), "text": speaker.refusal(refusal)}]})
        return WRONG_USE
    if chosen.plot is not None:
        write_file(Path(chosen.plot), [_picture(balance, speaker)], speaker)
    if chosen.json:
        plain = balance.as_json()
        plain["why"] = [
            {"agency": agency, "line": line, **reason.as_json(), "text": _said(reason, speaker)}
            for (agency, line), reason in (asked or balance.why).items()
        ]
        print_json(plain)
    elif asked:
        for (agency, line), reason in asked.items():
            print(f"{agency}, {line}\t{_said(reason, speaker)}")
    else:
        print("\n".join(_page(balance, speaker)))
    return DONE


def _rate(chosen: argparse.Namespace) -> Rate:
    if chosen.rate is not None:
        return flat(read_share(chosen.rate))
    return COMPARISON if chosen.jurisdiction is None else rate_of(chosen.jurisdiction, at=chosen.at)


def _asked(chosen: argparse.Namespace, balance: Balance) -> dict[tuple[str, str], Reason]:
    """The lines to explain, none when none was asked for."""
    if chosen.explain is None:
        return {}
    found = {key: reason for key, reason in balance.why.items() if chosen.explain == key[1]}
    if not found:
        raise MethodError("line_unknown", {"name": chosen.explain[:200]})
    return found


def _said(reason: Reason, speaker: Speaker) -> str:
    amounts = {name: _money(Fraction(fact), speaker) for name, fact in reason.params.items() if isinstance(fact, int)}
    return speaker.say(reason.code, **{**reason.params, **amounts})


def _money(amount: Fraction, speaker: Speaker) -> str:
    """Whole units of money."""
    text = decimal_text(amount / 100, places=0)
    return ("-" if text.startswith("-") else "") + speaker.number(text.lstrip("-"))


def _ratio(share: Fraction | None, speaker: Speaker) -> str:
    if share is None:
        return "-"
    text = decimal_text(share, places=2)
    return ("-" if text.startswith("-") else "") + speaker.number(text.lstrip("-"))


def _page(balance: Balance, speaker: Speaker) -> Iterator[str]:
    if balance.unmonetised:
        yield speaker.say("ui.value.unmonetised")
        yield from (f"  {agency}, {line}" for agency, line in balance.unmonetised)
        yield ""
    for case in CASES:
        figures = balance.cases[case]
        payback = "ui.value.payback" if figures.payback is not None else "ui.value.no_payback"
        yield speaker.say(
            "ui.value.case",
            case=speaker.say(f"ui.value.{case}"),
            present=_money(figures.benefits, speaker),
            paid=_money(figures.costs, speaker),
            net=_money(figures.npv, speaker),
            ratio=_ratio(figures.bcr, speaker),
            payback=speaker.say(payback, years=_ratio(figures.payback, speaker), horizon=balance.years),
        )
    steps = ", ".join(speaker.say("ui.value.step", rate=_percent(r, speaker), year=y) for y, r in balance.rate.steps)
    whence = speaker.say("ui.value.whence", source=balance.rate.source, as_of=balance.rate.as_of)
    yield speaker.say("ui.value.rates", steps=steps) + (f" {whence}" if balance.rate.source else "")
    net, ratio = _money(balance.comparison.npv, speaker), _ratio(balance.comparison.bcr, speaker)
    yield speaker.say("ui.value.compared", rate=_percent(Fraction(35, 1000), speaker), net=net, ratio=ratio)
    if balance.break_even is not None:
        yield speaker.say("ui.value.break_even", percent=whole_percent(balance.break_even, 1))
    yield ""
    yield speaker.say("ui.value.agencies", host=balance.host)
    for share in balance.agencies:
        facts = {"paid": _money(share.costs, speaker), "present": _money(share.benefits, speaker)}
        net = _money(share.benefits - share.costs, speaker)
        yield "  " + speaker.say("ui.value.agency", agency=share.agency, net=net, **facts)
    yield speaker.say("ui.value.shared", csb=_ratio(balance.csb, speaker), mismatch=_ratio(balance.mismatch, speaker))
    kinds = [kind for kind in BENEFITS if balance.kinds[kind]]
    said = (f"{speaker.say(f'ui.value.{kind}')} {_money(balance.kinds[kind], speaker)}" for kind in kinds)
    yield speaker.say("ui.value.kinds", kinds=", ".join(said))
    for agency, amount in balance.cashable.items():
        yield speaker.say("ui.value.cashable", agency=agency, present=_money(amount, speaker))
    if balance.volunteers:
        counted = balance.with_volunteers
        net, ratio = _money(counted.npv, speaker), _ratio(counted.bcr, speaker)
        yield speaker.say("ui.value.volunteers", present=_money(balance.volunteers, speaker), net=net, ratio=ratio)
    yield from _ranges(balance, speaker)
    yield ""
    yield speaker.say("ui.value.caution")


def _picture(balance: Balance, speaker: Speaker) -> str:
    """What each agency pays and what it gains, as present values."""
    rows = [
        Two(
            share.agency,
            float(share.costs),
            float(share.benefits),
            (_money(share.costs, speaker), _money(share.benefits, speaker)),
        )
        for share in balance.agencies
    ]
    told = speaker.say("ui.value.shared", csb=_ratio(balance.csb, speaker), mismatch=_ratio(balance.mismatch, speaker))
    legend = speaker.say("ui.value.plot_pays"), speaker.say("ui.value.plot_gains")
    return two_bars(speaker.say("ui.value.plot_title"), told, legend, rows)


def _ranges(balance: Balance, speaker: Speaker) -> Iterator[str]:
    wide = [swing for swing in balance.sensitivity.swings if swing.low != swing.high]
    if not wide:
        return
    yield ""
    yield speaker.say("ui.value.ranges")
    for swing in wide:
        low, high = _money(swing.low, speaker), _money(swing.high, speaker)
        yield "  " + speaker.say("ui.value.swing", agency=swing.agency, name=swing.line, low=low, high=high)
    below, all_ = balance.sensitivity.below_zero, balance.sensitivity.combinations
    if below is not None and all_ is not None:
        yield speaker.say("ui.value.combinations", below=below, combinations=all_)


def _percent(rate: Fraction, speaker: Speaker) -> str:
    figure = speaker.number(decimal_text(rate * 100, places=2).rstrip("0").rstrip("."))
    return f"{figure}%" if speaker.language == "en" else f"{figure}\N{NARROW NO-BREAK SPACE}%"
