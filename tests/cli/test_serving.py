"""``coproduce serve``, asked for what it cannot do, says so; stopped or killed, it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coproduce.cli.main import main
from coproduce.config.commands import _alone

# Long enough for a machine that does much else; it decides nothing unless something is really left.
PATIENCE = 120


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


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The site with its jobs in a process group of its own, all of it up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")}
    env |= {"COPRODUCE_HOME": str(home), "COPRODUCE_DEBUG": "1"}
    line = [sys.executable, "-m", "coproduce", "serve", "--workers", "2", "--port", str(port)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    site = subprocess.Popen(line, env=env, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        until(lambda: answers(port) and any("send_mail" in said for said in processes_of(site.pid).values()))
        yield site, port
    finally:
        for process in processes_of(site.pid):
            os.kill(process, signal.SIGKILL)
        site.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes by /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_when_the_site_is_stopped_or_killed(home: Path, how: signal.Signals) -> None:
    with serving(home) as (site, port):
        assert len(processes_of(site.pid)) >= 6  # itself, the server and its two workers, the jobs and their mail
        os.kill(site.pid, how)
        site.wait(timeout=PATIENCE)
        until(lambda: not processes_of(site.pid))
        assert not answers(port)
        assert site.returncode == (0 if how != signal.SIGKILL else -signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes by /proc")
def test_web_workers_end_with_the_server_that_leads_them(home: Path) -> None:
    with serving(home) as (site, port):
        server = next(
            pk for pk, said in processes_of(site.pid).items() if _alone.__name__ in said and "granian" in said
        )
        parts = processes_of(site.pid)
        leader = min(pk for pk in parts if parts[pk] == parts[server])
        os.kill(leader, signal.SIGKILL)
        site.wait(timeout=PATIENCE)
        until(lambda: not processes_of(site.pid))
        assert not answers(port)
        assert site.returncode == 1
