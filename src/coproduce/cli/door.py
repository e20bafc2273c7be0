"""What every command of the methods does alike: open what it is given, say what is wrong, print, tell how far it is."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

from coproduce.cli.words import TEXTS, Speaker
from coproduce.methods._shared import Fact, MethodError
from coproduce.methods._tables import Problem, TableError

DONE, NOT_COUNTED, WRONG_USE, CANNOT_OPEN = 0, 1, 2, 3
# Long work tells how far it is, also where nobody watches a terminal.
SECONDS_BETWEEN_LINES = 10.0
# A wrong table is wrong on every line: so many are read, no more.
PROBLEMS_SHOWN = 20

# Options whose values are no files, though a file may have their name.
_NO_FILES = ("explain", "explain_person", "seed", "public", "without", "host")

Run = Callable[[Namespace, Speaker], int]


class CannotOpen(Exception):
    """A file that cannot be opened or written; said already."""


def add_family(
    families: _SubParsersAction[ArgumentParser], name: str, speaker: Speaker
) -> _SubParsersAction[ArgumentParser]:
    """Add a family's command; what it returns takes its sub-commands."""
    text = speaker.say(f"ui.{name}")
    family = families.add_parser(name, help=text, description=text)
    family.set_defaults(parser=family)
    return family.add_subparsers(title=speaker.say("ui.commands"), metavar=speaker.say("ui.command"))


def add_command(
    commands: _SubParsersAction[ArgumentParser],
    name: str,
    text: str,
    run: Run,
    common: ArgumentParser,
    speaker: Speaker,
) -> ArgumentParser:
    """Add one command with ``--json``; ``text`` is the code of its help."""
    said = speaker.say(text)
    command = commands.add_parser(name, help=said, description=said, parents=[common])
    command.add_argument("--json", action="store_true", help=speaker.say("ui.json"))
    command.set_defaults(run=_refusing(run), parser=command)
    return command


def _refusing(run: Run) -> Run:
    def told(chosen: Namespace, speaker: Speaker) -> int:
        if _draws_over_input(chosen):
            refuse(MethodError("plot_over_input", {"file": chosen.plot}), chosen, speaker)
            return WRONG_USE
        try:
            return run(chosen, speaker)
        except CannotOpen:
            return CANNOT_OPEN
        except MethodError as refusal:
            return refuse(refusal, chosen, speaker)

    return told


def _draws_over_input(chosen: Namespace) -> bool:
    """Whether the picture asked for would take the place of a file that is named elsewhere in the command."""
    plot = getattr(chosen, "plot", None)
    if not plot or not os.path.exists(plot):
        return False
    given = (value for name, value in vars(chosen).items() if name not in ("plot", *_NO_FILES))
    names = (one for value in given for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
    return any(os.path.exists(name) and os.path.samefile(name, plot) for name in names if "\0" not in name)


def bytes_of(name: str, chosen: Namespace, speaker: Speaker) -> bytes:
    """What a file holds, or standard input for ``-``.

    Raises:
        CannotOpen: it cannot be opened, which has been said.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read()
        with open(name, "rb") as file:
            return file.read()
    except OSError as trouble:
        raise cannot_open(name, trouble, chosen, speaker) from None


def cannot_open(name: str, trouble: OSError, chosen: Namespace, speaker: Speaker) -> CannotOpen:
    """Say that a file cannot be opened, and give what to raise."""
    values: dict[str, Fact] = {"file": name, "why": why_not(trouble, speaker)}
    print(speaker.say("cannot_open", **values), file=sys.stderr)
    _tell(chosen, [Problem(0, "cannot_open", values)], speaker)
    return CannotOpen()


def why_not(trouble: OSError, speaker: Speaker) -> str:
    """Why a file cannot be opened or written: in our words where we have some, else in the system's."""
    code = f"why.{errno.errorcode.get(trouble.errno or 0)}"
    return speaker.say(code) if code in TEXTS[speaker.language] else trouble.strerror or str(trouble)


@contextmanager
def naming(file: str, speaker: Speaker) -> Iterator[None]:
    """Of several tables, say which one is wrong; in JSON each problem names it."""
    try:
        yield
    except TableError as faults:
        print(speaker.say("ui.in_file", file=file), file=sys.stderr)
        raise TableError([Problem(p.line, p.code, {**p.params, "file": file}) for p in faults.problems]) from None


def write_file(path: Path, pieces: Iterable[str], speaker: Speaker, *, with_folder: bool = False) -> None:
    """Write a picture or a table where it was asked for; its folder is made only ``with_folder``.

    It stands there whole or not at all: it is written beside its place and moved there when it is done, so neither an
    interruption nor a full disk leaves half of it, or destroys what was there.

    Raises:
        CannotOpen: it cannot be written, which has been said.
    """
    try:
        if with_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with _whole(path) as place, place.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as trouble:
        print(speaker.say("cannot_write", file=str(path), why=why_not(trouble, speaker)), file=sys.stderr)
        raise CannotOpen from None


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write, beside ``path``, what then takes its place.

    What is no plain file (a device, a pipe), or has a place where nothing can be made beside it, is written itself.
    """
    goal = path.resolve()
    beside = goal.with_name(f".{goal.name}.{os.getpid()}.part")
    try:
        if goal.exists() and not (goal.is_file() and os.access(goal, os.W_OK)):
            raise PermissionError
        beside.touch(exist_ok=False)
    except OSError:
        yield path
        return
    try:
        if goal.exists():
            beside.chmod(S_IMODE(goal.stat().st_mode))
        yield beside
        beside.replace(goal)
    finally:
        beside.unlink(missing_ok=True)


def refuse(refusal: MethodError, chosen: Namespace, speaker: Speaker) -> int:
    """Say why there is no result, on standard error and, for whoever asked for JSON, as JSON too."""
    problems: Sequence[Problem] = [Problem(0, refusal.code, refusal.params)]
    if isinstance(refusal, TableError):
        problems = refusal.problems
    for problem in problems[:PROBLEMS_SHOWN]:
        where = speaker.say("ui.line", line=problem.line) if problem.line else speaker.say("ui.file_as_whole")
        text = speaker.say(problem.code, **problem.params)
        kind = speaker.say("ui.error")
        said = speaker.say("ui.problem", where=where, kind=kind, text=text)
        print(said if isinstance(refusal, TableError) else text, file=sys.stderr)
    if len(problems) > PROBLEMS_SHOWN:
        print(speaker.say("ui.more_problems", more=len(problems) - PROBLEMS_SHOWN), file=sys.stderr)
    _tell(chosen, problems, speaker)
    return NOT_COUNTED


def _tell(chosen: Namespace, problems: Sequence[Problem], speaker: Speaker) -> None:
    if getattr(chosen, "json", False):
        print_json({"problems": [{**p.as_json(), "text": speaker.say(p.code, **p.params)} for p in problems]})


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


class Progress:
    """On a terminal one line, rewritten; elsewhere a line now and then, so that long work is not silent.

    Call it with a sentence; ``wipe`` when the work is done.
    """

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self.width = 0
        self.told = time.monotonic()

    def __call__(self, line: Callable[[], str]) -> None:
        now = time.monotonic()
        if not self.watched and now - self.told < SECONDS_BETWEEN_LINES:
            return
        if not self.watched:
            self.told = now
            print(line(), file=sys.stderr, flush=True)
            return
        said = line()
        print("\r" + said.ljust(self.width), end="", file=sys.stderr, flush=True)
        self.width = len(said)

    def wipe(self) -> None:
        if self.width:
            print("\r" + " " * self.width + "\r", end="", file=sys.stderr, flush=True)
