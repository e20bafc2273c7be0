"""The site as its web server calls it: a request is taken in whole before a thread of the site works on it.

A visitor who sends or reads slowly therefore holds no thread: while a form arrives and while an answer leaves, only the
event loop has to do with them.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from granian._granian import RSGIProtocolClosed as ProtocolClosed

from coproduce.config.wsgi import BAD, REFUSED, TOO_SLOW, most
from coproduce.config.wsgi import application as site

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

# Seconds to wait for the next piece of a body or until the next piece of an answer is taken, and the slowest line, in
# bytes a second, over which a body may come.
NEXT_PIECE, SLOWEST = 20.0, 32_768
# What a body or an answer may take of the memory before it lies in a file; the pieces in which an answer leaves.
IN_MEMORY, PIECE = 262_144, 65_536
# How many bodies too large for the memory may arrive at a time; the next waits, so that nobody fills the disk.
_large = asyncio.Semaphore(8)

_threads = ThreadPoolExecutor(max_workers=settings.WEB_THREADS, thread_name_prefix="site")


class Gone(Exception):
    """The visitor left before the request was complete."""


async def application(scope: Scope, protocol: HTTPProtocol) -> None:
    """Take one request in, have it answered in a thread, send the answer."""
    environ = environ_of(scope)
    with (
        tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body,
        tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as answer,
    ):
        try:
            await _take_in(environ, protocol, body)
        except Gone:
            return
        environ["wsgi.input"] = body
        status, headers = await asyncio.get_running_loop().run_in_executor(_threads, _answer, environ, answer)
        await _send(protocol, status, headers, answer)


def environ_of(scope: Scope) -> dict[str, Any]:
    """What WSGI (PEP 3333) wants to know of a request; its texts hold bytes as Latin-1.

    A header with an underscore in its name is left out: it would pass for the one with a hyphen, which a proxy writes.
    """
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_wsgi(scope.path),
        "QUERY_STRING": _as_wsgi(scope.query_string),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": settings.WEB_THREADS > 1,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    environ["SERVER_NAME"], _, environ["SERVER_PORT"] = scope.server.rpartition(":")
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ and key != "HTTP_HOST" else value
    return environ


def _as_wsgi(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


async def _take_in(environ: dict[str, Any], protocol: HTTPProtocol, body: IO[bytes]) -> None:
    """Write the body down, up to the most that the site takes; what comes too slowly is marked as refused.

    Raises:
        Gone: the body ended before it was complete.
    """
    if "HTTP_TRANSFER_ENCODING" in environ:
        # Of a body without an announced length the server does not say whether its end is the end or a broken line:
        # half a ballot must not be taken for a whole one.
        environ[REFUSED] = BAD
        return
    announced = environ.get("CONTENT_LENGTH", "0")
    limit = most(environ)
    length = int(announced) if announced.isascii() and announced.isdigit() else 0
    if length == 0 or length > limit:
        return  # nothing comes, or the site refuses it by its length
    got, clock = 0, asyncio.get_running_loop().time
    room = _large if length > IN_MEMORY else nullcontext()
    try:
        async with asyncio.timeout(2 * NEXT_PIECE + length / SLOWEST), room:
            begun, pieces = clock(), aiter(protocol)
            while piece := await _next(pieces):
                got += len(piece)
                if got > limit:
                    break
                if clock() - begun > NEXT_PIECE + got / SLOWEST:
                    raise TimeoutError  # as slow as nobody's line is: it would only hold a place
                body.write(piece)
    except TimeoutError:
        environ[REFUSED] = TOO_SLOW
    else:
        if got < length:
            raise Gone
        environ["CONTENT_LENGTH"] = str(got)
    body.seek(0)


async def _next(pieces: Any) -> bytes:
    """The next piece of a body; empty at its end."""
    async with asyncio.timeout(NEXT_PIECE):
        try:
            piece: bytes = await anext(pieces)
        except StopAsyncIteration:  # not a default value: the server's awaitable cannot be broken off under one
            return b""
        return piece


def _answer(environ: dict[str, Any], answer: IO[bytes]) -> tuple[int, list[tuple[str, str]]]:
    """Have the site answer, and write its answer down whole: who reads it slowly shall not hold this thread."""
    begun: tuple[str, list[tuple[str, str]]] = ("", [])

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Callable[[bytes], object]:
        nonlocal begun
        begun = (status, headers)
        return answer.write

    pieces = site(environ, start)
    try:
        for piece in pieces:
            answer.write(piece)
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    status, headers = begun
    return int(status[:3]), headers


async def _send(protocol: HTTPProtocol, status: int, headers: list[tuple[str, str]], answer: IO[bytes]) -> None:
    size = answer.tell()
    answer.seek(0)
    if size <= IN_MEMORY:
        protocol.response_bytes(status, headers, answer.read())
        return
    line = protocol.response_stream(status, headers)
    # Who takes nothing for too long, or has left, gets no more.
    with suppress(TimeoutError, ProtocolClosed):
        while piece := answer.read(PIECE):
            async with asyncio.timeout(NEXT_PIECE):
                await line.send_bytes(piece)
