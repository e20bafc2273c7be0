"""Ballots a second through a real server on this machine: each is on disk before its receipt is sent.

Sixteen clients, each with its own kept connection, send the form of a vote with one-time codes; the answer is the whole
receipt page. Client, server and database share the processors.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.web.site import Place

PAGE = "/en/lindon/i/green-alley/votes/3/cast/"
CLIENTS, WARM = 16, 50
RECEIPT = re.compile(rb"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
# As ``coproduce serve`` starts them.
MODES: dict[str, dict[str, str]] = {"plain": {}, "casting": {"COPRODUCE_CASTING_MODE": "1"}}
SERVER = ["--interface", "rsgi", "--no-ws", "--workers", "2"]
ANSWERS = {"page": "text/html", "code": "application/json"}


@dataclass(frozen=True)
class Rate:
    ballots: int
    seconds: float
    cpu_ms: float
    half: float
    worst: float


def report(place: Place, ballots: int) -> None:
    """Each way of running the site and of being answered, on codes of its own; a share of the ballots for each."""
    print(f"\n{'mode':9}{'answer':8}{'ballots':>8}{'ballots/s':>11}{'server CPU ms':>15}{'p50 ms':>9}{'p99 ms':>9}")
    codes, share = iter(place.codes), ballots // (len(MODES) * len(ANSWERS))
    for mode in MODES:
        for answer, accept in ANSWERS.items():
            with server(mode) as (port, pid):
                _cast_all(port, list(islice(codes, WARM)), accept)
                r = _rate(port, pid, list(islice(codes, share)), accept)
            print(
                f"{mode:9}{answer:8}{r.ballots:8}{r.ballots / r.seconds:11.0f}{r.cpu_ms:15.1f}"
                f"{r.half:9.0f}{r.worst:9.0f}"
            )


@contextmanager
def server(mode: str) -> Iterator[tuple[int, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", *SERVER]
    command += ["--log-level", "error", "--port", str(port)]
    command += ["coproduce.config.rsgi:application"]
    env = {**os.environ, **MODES[mode], "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            line.request("GET", "/en/", headers={"Host": "localhost"})
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError


def _rate(port: int, pid: int, codes: Sequence[str], accept: str) -> Rate:
    used, begun = _cpu(pid), time.monotonic()
    waits = _cast_all(port, codes, accept)
    seconds, spent = time.monotonic() - begun, _cpu(pid) - used
    waits.sort()
    cut = statistics.quantiles(waits, n=100)
    return Rate(len(codes), seconds, spent / len(codes) * 1000, cut[49] * 1000, cut[98] * 1000)


def _cast_all(port: int, codes: Sequence[str], accept: str) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = [pool.submit(_cast_some, port, codes[n::CLIENTS], accept) for n in range(CLIENTS)]
        return [wait for run in runs for wait in run.result()]


def _cast_some(port: int, codes: Sequence[str], accept: str) -> list[float]:
    """How long each answer took; anything but a receipt ends the run.

    On a bare socket: the client shares the processors with the server, so it should do as little as it can.
    """
    token, waits = secrets.token_hex(16), []
    sheets = [_request(code, token, accept) for code in codes]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for sheet in sheets:
            begun = time.monotonic()
            line.sendall(sheet)
            status, page = _answer(line)
            waits.append(time.monotonic() - begun)
            if status != 200 or not RECEIPT.search(page):
                raise RuntimeError(f"status {status}: {page[:300]!r}")
    return waits


def _request(code: str, token: str, accept: str) -> bytes:
    body = urlencode({"csrfmiddlewaretoken": token, "key": secrets.token_urlsafe(24), "code": code, "choice": "P1"})
    lines = (
        f"POST {PAGE} HTTP/1.1",
        "Host: localhost",
        f"Accept: {accept}",
        f"Cookie: csrftoken={token}; csrf={token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        body,
    )
    return "\r\n".join(lines).encode()


def _answer(line: socket.socket) -> tuple[int, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _, page = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert length is not None, head
    while len(page) < int(length[1]):
        page += line.recv(65536)
    return int(head.split(b" ", 2)[1]), page


def _cpu(group: int) -> float:
    """Processor seconds of every process of the server's group, living ones only."""
    spent = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[2]) == group:
            spent += int(parts[11]) + int(parts[12])
    return spent / os.sysconf("SC_CLK_TCK")
