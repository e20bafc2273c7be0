"""Ctrl-C in the middle of long work: one plain line, exit code 130, and no half of a file; and how far it is, told.

Each count is a real process. Its input comes through a pipe: when the pipe has taken all of it and is closed, the
process has read it and is at work.
"""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coproduce.cli.door import CannotOpen, write_file
from coproduce.cli.start import INTERRUPTED, SAID
from coproduce.cli.start import main as start
from coproduce.cli.tongue import LANGUAGES
from coproduce.cli.words import TEXTS, Speaker

PROMPTLY = 20  # seconds: a fraction of one where nothing else is going on
COMMAND = [sys.executable, "-c", "import sys; from coproduce.cli.start import main; sys.exit(main())"]


def ballots() -> str:
    """A BLT file that takes seconds: 300 options, 4,000 ballots of 60 ranks."""
    dice = random.Random(1)
    lines = ["300 20", *("1 " + " ".join(map(str, dice.sample(range(1, 301), 60))) + " 0" for _ in range(4_000)), "0"]
    return "\n".join([*lines, *(f'"option {number}"' for number in range(300)), '"Long"', ""])


def conversation() -> str:
    dice, out = random.Random(2), io.StringIO()
    table = csv.writer(out)
    table.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
    for person in range(1_500):
        taste = dice.choice([-1, 1])
        for statement in dice.sample(range(80), 40):
            vote = taste * (1 if statement % 2 else -1) if dice.random() < 0.8 else dice.choice([-1, 0, 1])
            table.writerow([0, "", statement, person, vote])
    return out.getvalue()


FEATURES = {f"f{number}": ("a", "b", "c", "d") for number in range(7)}


def pool() -> str:
    dice, out = random.Random(3), io.StringIO()
    table = csv.writer(out)
    table.writerow(["id", *FEATURES])
    table.writerows([number, *(dice.choice(values) for values in FEATURES.values())] for number in range(700))
    return out.getvalue()


def targets(folder: Path) -> Path:
    file = folder / "targets.csv"
    rows = [f"{feature},{value},8,12" for feature, values in FEATURES.items() for value in values]
    file.write_text("\n".join(["feature,value,min,max", *rows, ""]))
    return file


def rota() -> str:
    dice = random.Random(4)
    starts = [f"2026-03-{day:02}T{hour:02}" for day in range(1, 29) for hour in (10, 13, 16, 19)]
    spans = [(f"{start}:00:00+00:00", f"{start}:45:00+00:00") for start in starts]
    people = [
        {"id": f"p{n}", "side": "citizen" if n % 9 else "professional", "experienced": dice.random() < 0.7,
         "available": [list(span) for span in spans if dice.random() < 0.3], "max_shifts": 5}
        for n in range(160)
    ]  # fmt: skip
    slots = [{"role": "lead", "side": "professional", "min": 1, "max": 1}, {"role": "help", "side": "either", "min": 2,
             "max": 3}]  # fmt: skip
    shifts = [{"id": f"s{n}", "from": begins, "to": ends, "slots": slots} for n, (begins, ends) in enumerate(spans)]
    return json.dumps({"people": people, "shifts": shifts, "rules": {}})


def mentors() -> str:
    dice = random.Random(5)
    scores = [
        {"mentor": f"m{i}", "mentee": f"p{j}", "score": dice.randint(0, 50)}
        for i in range(300)
        for j in range(600)
        if dice.random() < 0.3
    ]
    return json.dumps(
        {
            "mentors": [{"id": f"m{i}", "capacity": 2} for i in range(300)],
            "mentees": [{"id": f"p{j}"} for j in range(600)],
            "scores": scores,
        }
    )


def begun(arguments: list[str], given: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """The command, at work on what it was given."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", "LANGUAGE": ""},
    )
    assert process.stdin is not None
    fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, 4096)
    process.stdin.write(given)
    process.stdin.close()
    process.stdin = None
    time.sleep(0.4)
    return process


LONG = {
    "rank": (["rank", "count", "-", "--rule", "ranked-pairs"], ballots),
    "opinions": (["opinions", "map", "-", "--resamples", "1000"], conversation),
    "panel": (["panel", "draw", "--pool", "-", "--size", "40", "--objective", "leximin"], pool),
    "roster": (["roster", "solve", "-"], rota),
}


@pytest.mark.parametrize("command", LONG)
def test_long_work_ends_at_once_and_leaves_no_half_of_a_picture(command: str, tmp_path: Path) -> None:
    arguments, given = LONG[command]
    if command == "panel":
        arguments = [*arguments, "--targets", str(targets(tmp_path))]
    before = set(tmp_path.iterdir())
    process = begun([*arguments, "--plot", str(tmp_path / "picture.svg")], given())
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=3 * PROMPTLY)
    assert (process.returncode, out, err.splitlines()[-1:]) == (130, "", ["Interrupted."])
    assert "Traceback" not in err
    assert time.monotonic() - asked < PROMPTLY
    assert set(tmp_path.iterdir()) == before


def test_work_without_a_picture_ends_at_once_too() -> None:
    process = begun(["match", "pairs", "-", "--lang", "fr"], mentors())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=3 * PROMPTLY)
    assert (process.returncode, out, err) == (130, "", "Interrompu.\n")


def test_a_terminal_is_told_how_far_a_count_is_and_the_line_is_wiped() -> None:
    reader, writer = pty.openpty()
    process = begun(["rank", "count", "-", "--rule", "irv"], ballots(), stderr=writer)
    out, _ = process.communicate(timeout=6 * PROMPTLY)
    os.close(writer)
    told = b"".join(iter(lambda: _some(reader), b"")).decode()
    os.close(reader)
    assert process.returncode == 0
    assert out
    assert "\rStep 1 of 300 …" in told
    assert told.endswith(" \r")


def _some(reader: int) -> bytes:
    try:
        return os.read(reader, 65_536)
    except OSError:  # how Linux says that the other end of a terminal is closed
        return b""


class _Impatient:
    def find_spec(self, name: str, *_: object) -> None:
        if name == "coproduce.cli.main":
            raise KeyboardInterrupt


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interruption_while_the_commands_are_loaded_is_as_quiet(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coproduce", "rank", "--lang", language])
    monkeypatch.setattr(sys, "meta_path", [_Impatient(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "coproduce.cli.main")
    assert start() == INTERRUPTED
    assert capsys.readouterr() == ("", f"{SAID[language]}\n")
    assert SAID[language] == TEXTS[language]["ui.interrupted"]


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path, trouble: BaseException) -> None:
    file = tmp_path / "picture.svg"
    file.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half of "
        raise trouble

    with pytest.raises((KeyboardInterrupt, CannotOpen)):
        write_file(file, pieces(), Speaker())
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_takes_the_place_of_the_old_one_with_its_permissions_and_through_links(tmp_path: Path) -> None:
    file, link = tmp_path / "picture.svg", tmp_path / "link.svg"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_file(link, ["new"], Speaker())
    assert (file.read_text(), file.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)


def test_what_is_no_plain_file_is_written_itself(tmp_path: Path) -> None:
    write_file(Path("/dev/null"), ["gone"], Speaker())
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, ["through"], Speaker())
    assert os.read(reader, 100) == b"through"
    os.close(reader)
