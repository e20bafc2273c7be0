"""What one page costs: processor time of the process and queries, through every middleware, answers compressed.

On SQLite the database works inside the process and is counted with it; on PostgreSQL its backend is added.
"""

from __future__ import annotations

import io
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ALLEY = "/en/lindon/i/green-alley/"
PAGES = (
    ("home of a town with 500 initiatives", "/en/lindon/"),
    ("an initiative with 1,000 proposals", ALLEY),
    ("20 of 1,000 proposals", ALLEY + "proposals/1/"),
    ("a proposal with its 20 changes", ALLEY + "proposals/1/1/"),
    ("a draft with its 20 comments", ALLEY + "drafts/2/1/"),
    ("a ballot of 200 projects", ALLEY + "votes/3/"),
    ("an account of 20,000 acts", ALLEY + "account/"),
)
ROUNDS, RUNS = 3, 5


@dataclass(frozen=True)
class Cost:
    name: str
    reader: str
    ms: float
    queries: int
    size: int


def measure(readers: dict[str, str]) -> list[Cost]:
    """Each page for each reader (a name and the cookie header): median of three rounds of five."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    ask = _asker(get_wsgi_application())
    found = []
    for name, address in PAGES:
        for reader, cookie in readers.items():
            for _ in range(3):
                status, body = ask(address, cookie)
            if status != 200:
                raise RuntimeError(f"{address} answered {status}")
            queries = _Counted()
            with connection.execute_wrapper(queries):
                ask(address, cookie)
            rounds = [_spent(lambda a=address, c=cookie: ask(a, c)) for _ in range(ROUNDS)]
            found.append(Cost(name, reader, statistics.median(rounds), queries.count, len(body)))
    return found


def _spent(ask: Callable[[], object]) -> float:
    """Milliseconds of processor time for one request, the database's own process included."""
    base, before = _database_time(), time.process_time()
    for _ in range(RUNS):
        ask()
    return ((time.process_time() - before) + (_database_time() - base)) / RUNS * 1000


def _database_time() -> float:
    """Seconds of processor time that the backend of this connection has used; none where there is no other process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with open(f"/proc/{pid}/stat") as file:
        parts = file.read().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


class _Counted:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def _asker(application: Any) -> Callable[[str, str], tuple[int, bytes]]:
    """Ask the application as a server would, without one in between."""

    def ask(address: str, cookie: str) -> tuple[int, bytes]:
        status: list[int] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": cookie,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        answer = application(environ, lambda line, headers, exc_info=None: status.append(int(line[:3])))
        body = b"".join(answer)
        answer.close()
        return status[0], body

    return ask
