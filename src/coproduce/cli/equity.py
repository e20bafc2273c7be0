"""``coproduce equity``: who is left out, and how numbers about groups may be shown."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.door import DONE, add_command, add_family, bytes_of, print_json, write_file
from coproduce.cli.equity_measures import add_measures
from coproduce.cli.equity_suppress import add_suppress
from coproduce.cli.measure_plots import Around, intervals
from coproduce.cli.words import Speaker
from coproduce.methods._shared import decimal_text
from coproduce.methods.equity import Report, Shown, read_steps, representation

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``equity`` commands to the parser."""
    commands = add_family(families, "equity", speaker)
    add_suppress(commands, common, speaker)
    add_measures(commands, common, speaker)
    command = add_command(commands, "representation", "ui.equity.representation", represented, common, speaker)
    command.add_argument("file", metavar="CSV", help=speaker.say("ui.equity_file"))
    command.add_argument("--plot", metavar="FILE.svg", help=speaker.say("ui.measure_plot"))


def represented(chosen: argparse.Namespace, speaker: Speaker) -> int:
    """Every group's part in every step against its part of the population."""
    report = representation(read_steps(bytes_of(chosen.file, chosen, speaker)))
    if chosen.plot is not None:
        write_file(Path(chosen.plot), [_picture(report, speaker)], speaker)
    if chosen.json:
        print_json(report.as_json())
    else:
        print("\n".join(_page(report, speaker)))
    return DONE


def _page(report: Report, speaker: Speaker) -> Iterator[str]:
    for step, dimension, apart, groups in report.steps:
        yield " · ".join(part for part in (step, dimension) if part)
        for shown in groups:
            yield "  " + _line(shown, speaker)
            for reason in shown.reasons:
                yield "      " + speaker.reason(reason)
        if apart is not None:
            yield "  " + speaker.say("ui.equity_apart", apart_figure=decimal_text(apart, places=2))
        yield ""
    for reason in report.reasons:
        yield speaker.reason(reason)


def _picture(report: Report, speaker: Speaker) -> str:
    """Every group's ratio with its interval around the band in which it is in line."""
    rows, told = [], []
    for step, dimension, _, groups in report.steps:
        for shown in groups:
            if shown.ratio is None or shown.low is None or shown.high is None:
                continue
            name = " · ".join(part for part in (step, dimension, shown.group) if part)
            figure = speaker.number(decimal_text(shown.ratio, places=2))
            marked = shown.verdict in ("under", "over")
            rows.append(Around(name, float(shown.ratio), shown.low, shown.high, figure, marked))
            told.append(f"{name}: {' '.join(speaker.reason(reason) for reason in shown.reasons)}")
    return intervals(speaker.say("ui.equity_plot_title"), " ".join(told), (0.8, 1.25), rows)


def _line(shown: Shown, speaker: Speaker) -> str:
    if shown.ratio is None or shown.low is None or shown.high is None:
        return shown.group
    figures = {
        "ratio_figure": decimal_text(shown.ratio, places=2),
        "low_figure": decimal_text(Fraction(shown.low), places=2),
        "high_figure": decimal_text(Fraction(shown.high), places=2),
    }
    return speaker.say("ui.equity_group", group=shown.group, **figures)
