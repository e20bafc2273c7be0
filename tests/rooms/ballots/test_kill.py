"""The server dies in the middle of voting, twice: no confirmed ballot is lost and none is counted twice.

A real server in a process of its own, on a copy of the test's database. Voters keep what they were told in a list
outside it and send the same form again until they are answered.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from coproduce.commissioning.ballots import actions
from tests.rooms.ballots.town_vote import draft, open_now
from tests.world import World

VOTERS, AT_ONCE, KILLS = 45, 3, 2
PAGE = "/en/lindon/i/green-alley/votes/2/"
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")

pytestmark = [pytest.mark.django_db(transaction=True)]


# Long enough for a machine that does much else; it decides nothing unless the server is really gone.
PATIENCE = 300


class Server:
    """The site in its own process group, so that the whole of it can be killed at once."""

    def __init__(self, home: Path, together: bool) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("COPRODUCE_")},
            "COPRODUCE_HOME": str(home),
            "COPRODUCE_SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "coproduce.config.settings",
            "COPRODUCE_CASTING_MODE": str(together),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
        command += ["--port", str(self.port), "coproduce.config.wsgi:application"]
        self._process = subprocess.Popen(
            command,
            env=self._env,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)

    def ask(self, method: str, body: str = "", cookie: str = "") -> tuple[int, str, str]:
        """Status, cookie and page; raises ``OSError`` while nobody is there."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            line.request(method, PAGE if method == "GET" else f"{PAGE}cast/", body, headers)
            answer = line.getresponse()
            told = SimpleCookie(answer.headers.get("Set-Cookie", ""))
            found = "; ".join(f"{name}={morsel.value}" for name, morsel in told.items())
            return answer.status, found, answer.read().decode()
        except http.client.HTTPException as broken:
            raise OSError from broken
        finally:
            line.close()


def patiently(server: Server, *how: str) -> tuple[int, str, str]:
    """Ask the same again until somebody answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            status, cookie, page = server.ask(*how)
            if status < 500:
                return status, cookie, page
        except OSError:
            pass
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)


def vote(server: Server, code: str, told: dict[str, str], some: Event) -> None:
    _status, cookie, page = patiently(server, "GET")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert token is not None
    assert key is not None
    sent = {"csrfmiddlewaretoken": token[1], "key": key[1], "code": code, "choice": "P1"}
    status, _cookie, answer = patiently(server, "POST", urlencode(sent), cookie)
    receipt = RECEIPT.search(answer.split("<main", 1)[1])
    assert status == 200, answer
    assert receipt is not None
    told[code] = receipt[0]
    some.set()


def copy_database(home: Path) -> Path:
    place = home / "coproduce.sqlite3"
    connection.ensure_connection()
    other = sqlite3.connect(place)
    with other:
        connection.connection.backup(other)
    other.execute("PRAGMA journal_mode=WAL")
    other.close()
    return place


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="kills the process that writes the SQLite file")
@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_no_confirmed_ballot_is_lost_when_the_server_is_killed(world: World, tmp_path: Path, together: bool) -> None:
    ballot = draft(world, eligibility="codes")
    codes = actions.make_codes(ballot=ballot, count=VOTERS)
    ballot = open_now(ballot)
    place = copy_database(tmp_path)
    (tmp_path / "static").mkdir()
    server, told, some = Server(tmp_path, together), dict[str, str](), Event()
    server.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            runs = [pool.submit(vote, server, code, told, some) for code in codes]
            for kill in range(1, KILLS + 1):
                while len(told) < kill * VOTERS // (KILLS + 1):
                    some.clear()
                    assert some.wait(timeout=PATIENCE)
                server.kill()
                server.start()
            for run in runs:
                run.result(timeout=PATIENCE)
    finally:
        server.kill()
    stored = receipts_in(place, ballot.fingerprint)
    assert sorted(told.values()) == sorted(stored)
    assert len(set(stored)) == VOTERS


def receipts_in(place: Path, election: str) -> list[str]:
    import json

    from coproduce.commissioning.ballots.queries.receipts import receipt_of

    database = sqlite3.connect(place)
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        marks: Any = database.execute("SELECT count(*) FROM commissioning_rollmark").fetchone()
        bodies = [json.loads(row[0]) for row in database.execute("SELECT body FROM commissioning_castballot")]
        assert marks == (len(bodies),)
        return [receipt_of(election, body) for body in bodies]
    finally:
        database.close()
