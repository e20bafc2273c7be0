"""The door of the command line: languages, sub-commands, operator commands found by entry point."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from coproduce import __version__
from coproduce.cli.asking import Parser, parser_in
from coproduce.cli.tongue import LANGUAGES, language_of, wish_of
from coproduce.cli.words import Speaker, usage_in

# Each family of methods is a command of its own, in a module with ``add(families, common, speaker)``. Only the one that
# was asked for is loaded, so that none waits for the solvers and the signatures of the others.
FAMILIES = {
    "answerability": "answerability",
    "budget": "budget",
    "equity": "equity",
    "evidence": "evidence",
    "kind": "kind",
    "match": "match",
    "opinions": "opinions",
    "panel": "panel",
    "power": "power",
    "rank": "rank",
    "roster": "roster",
    "signals": "signs",
    "value": "value",
    "verify": "verify",
    "waiting": "waiting",
}

DONE, NOT_COUNTED, WRONG_USE, CANNOT_OPEN, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: list[str] | None = None) -> int:
    """Run ``coproduce``; return the exit code. See docs/reference/commands.md."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without these letters shall still get the figures
    speaker = Speaker(language_of(wish_of(arguments), os.environ))
    operators = {point.name: point for point in entry_points(group="coproduce.commands")}
    first = 2 if arguments[:1] == ["--lang"] else 1 if arguments[:1] and arguments[0].startswith("--lang=") else 0
    if arguments[first:] and arguments[first] in operators:
        return _operate(operators[arguments[first]], arguments[first + 1 :], speaker)
    try:
        return _chosen(arguments, speaker, sorted(operators))
    except KeyboardInterrupt:
        print(speaker.say("ui.interrupted"), file=sys.stderr)
        return INTERRUPTED


def _chosen(arguments: list[str], speaker: Speaker, operators: list[str]) -> int:
    """Run the command of the methods that the arguments name."""
    with usage_in(speaker.language):
        asked = next((argument for argument in arguments if argument in FAMILIES), None)
        parser = _parser(speaker, operators, asked)
        try:
            chosen, unknown = parser.parse_known_args(arguments)
            if unknown:
                getattr(chosen, "parser", parser).refuse_unknown(unknown)
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else WRONG_USE
        if not hasattr(chosen, "run"):
            (chosen.parser if hasattr(chosen, "parser") else parser).print_help()
            return WRONG_USE
    for name in ("seed", "public"):  # what others shall type again must be text; names of files need not be
        if not _is_text(getattr(chosen, name, None)):
            print(speaker.say("ui.not_text", option=f"--{name}"), file=sys.stderr)
            return WRONG_USE
    return _run(chosen.run, chosen, speaker)


def _is_text(value: object) -> bool:
    return not (isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value))


def _run(run: Callable[[argparse.Namespace, Speaker], int], chosen: argparse.Namespace, speaker: Speaker) -> int:
    try:
        return run(chosen, speaker)
    except BrokenPipeError:
        # The reader has had enough (``| head``): no complaint, and none from the interpreter's last flush either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser(speaker: Speaker, operators: list[str], asked: str | None) -> Parser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=speaker.say("ui.lang"))
    epilog = speaker.say("ui.operators", names=", ".join(operators)) if operators else None
    about = speaker.say("ui.about")
    parser = parser_in(speaker)("coproduce", description=about, epilog=epilog, parents=[common])
    parser.add_argument("--version", action="version", version=__version__, help=speaker.say("ui.version"))
    families = parser.add_subparsers(title=speaker.say("ui.commands"), metavar=speaker.say("ui.command"))
    for name, module in FAMILIES.items():
        if name == asked:
            import_module(f"coproduce.cli.{module}").add(families, common, speaker)
        else:
            families.add_parser(name, help=speaker.say(f"ui.{name}"))
    return parser


def _operate(point: EntryPoint, arguments: list[str], speaker: Speaker) -> int:
    try:
        # Loading alone does not tell: the commands themselves reach for Django only when they run.
        with usage_in(speaker.language):
            code: int = point.load()(arguments)
    except ModuleNotFoundError as missing:
        module = missing.name or str(missing)
        if module.partition(".")[0] == "coproduce":
            raise  # a fault of ours, which no installing would mend
        print(speaker.say("ui.operator_missing", name=point.name, module=module), file=sys.stderr)
        return WRONG_USE
    return code
