"""``coproduce serve``, asked for what it cannot do, says so; stopped or killed, it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from coproduce.cli.main import main
from coproduce.config.commands import _parts
from coproduce.config.commands.serve import open_at, serve, watch_over
from tests.cli.hasty import HASTE

# Long enough for a machine that does much else; it decides nothing unless something is really left.
PATIENCE = 120
# Itself, the server and what it keeps beside, its two workers, the jobs and their mail.
PARTS = 6

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes by /proc")


@pytest.mark.parametrize(
    ("wrong", "most"),
    [
        (["serve", "--port", "99999"], "65535"),
        (["serve", "--port", "0"], "65535"),
        (["serve", "--port", "-1"], "65535"),
        (["serve", "--workers", "0"], "64"),
        (["serve", "--workers", "1000000"], "64"),
        (["demo", "--port", "65536"], "65535"),
    ],
    ids=" ".join,
)
def test_a_number_out_of_range_is_said_in_both_languages(
    wrong: list[str], most: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, said in (("en", f"takes a number from 1 to {most}"), ("fr", f"attend un nombre de 1 à {most}")):
        with pytest.raises(SystemExit) as leaving:
            main(["--lang", language, *wrong])
        assert leaving.value.code == 2
        (line,) = [line for line in capsys.readouterr().err.splitlines() if "rror" in line or "rreur" in line]
        assert f"{wrong[1]} {said}" in line


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://localhost:8000", "Open http://localhost:9000 (COPRODUCE_ADDRESS says http://localhost:8000"),
        ("http://localhost:9000", "Open http://localhost:9000 (the site listens on 127.0.0.1, port 9000"),
        ("https://town.example.org", "Open https://town.example.org (the site listens on 127.0.0.1, port 9000"),
    ],
)
def test_what_is_said_to_open_is_where_the_site_listens(address: str, said: str) -> None:
    assert open_at(address, "127.0.0.1", 9000).startswith(said)


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def processes_of(group: int) -> dict[int, str]:
    """The living processes of a group, with what each was started as."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, its_group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found[int(place.name)] = (place / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def parts_of(site: subprocess.Popen[bytes], mark: str) -> dict[int, str]:
    return {pk: said for pk, said in processes_of(site.pid).items() if mark in said}


def status_of(port: int) -> int:
    with urllib.request.urlopen(f"http://localhost:{port}/en/", timeout=PATIENCE) as answer:
        status: int = answer.status
        return status


@contextmanager
def serving(home: Path, settings: str = "coproduce.config.settings") -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The site with its jobs in a process group of its own, all of it up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")}
    env |= {"COPRODUCE_HOME": str(home), "COPRODUCE_DEBUG": "1", "DJANGO_SETTINGS_MODULE": settings}
    env["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    line = [sys.executable, "-m", "coproduce", "serve", "--workers", "2", "--port", str(port)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    site = subprocess.Popen(line, env=env, start_new_session=True, **quiet)
    try:
        until(lambda: answers(port) and any("send_mail" in said for said in processes_of(site.pid).values()))
        yield site, port
    finally:
        for process in processes_of(site.pid):
            with suppress(ProcessLookupError):  # it may end by itself in between
                os.kill(process, signal.SIGKILL)
        site.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_when_the_site_is_stopped_or_killed(home: Path, how: signal.Signals) -> None:
    with serving(home) as (site, port):
        assert len(processes_of(site.pid)) >= PARTS
        os.kill(site.pid, how)
        site.wait(timeout=PATIENCE)
        until(lambda: not processes_of(site.pid))
        assert not answers(port)
        assert site.returncode == (0 if how != signal.SIGKILL else -signal.SIGKILL)


@needs_proc
@pytest.mark.parametrize("mark", ["granian", " work ", "send_mail"])
def test_a_part_that_is_killed_is_started_again_and_the_site_answers(home: Path, mark: str) -> None:
    with serving(home) as (site, port):
        # The lowest number is the part itself: the web workers are children of their server and named alike.
        killed = min(parts_of(site, mark))
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in parts_of(site, mark) and parts_of(site, mark) != {})
        until(lambda: answers(port))
        # Web workers end with the server that leads them, so that theirs is the only one.
        until(lambda: len(processes_of(site.pid)) == PARTS)
        assert site.poll() is None
        site.terminate()
        site.wait(timeout=PATIENCE)
        until(lambda: not processes_of(site.pid))


@needs_proc
def test_a_lock_held_longer_than_anybody_waits_ends_nothing(home: Path) -> None:
    with serving(home, settings="tests.cli.hasty") as (site, port):
        before = processes_of(site.pid)
        with sqlite3.connect(home / "coproduce.sqlite3", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(HASTE * 6)  # time enough for the mail worker, which looks every two seconds, to lose patience
            assert status_of(port) == 200
            other.execute("ROLLBACK")
        assert processes_of(site.pid) == before
        assert status_of(port) == 200


@needs_proc
def test_forms_that_never_arrive_and_answers_that_nobody_reads_hold_nobody_up(home: Path) -> None:
    with serving(home) as (_site, port), ExitStack() as open_lines:
        for _ in range(24):
            slow = line = open_lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(b"POST /en/site/display/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
        for _ in range(24):
            line = open_lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(b"GET /static/ui/site.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40)
        assert status_of(port) == 200
        slow.settimeout(PATIENCE)
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_what_cannot_be_started_is_given_up_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_parts, "FIRST_PAUSE", 0.01)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        code = watch_over([_parts.Part("The oven", [sys.executable, "-c", "raise SystemExit(7)"])])
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    said = capsys.readouterr().err
    assert code == 1
    assert said.count("The oven ended with exit code 7; it is started again") == _parts.MOST_FAILURES - 1
    assert "The site stops: The oven ended 6 times in a row just after its start" in said


def test_a_port_that_is_taken_is_said_before_anything_is_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert serve(["--port", str(taken.getsockname()[1])]) == 1
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err
