"""The site as its web server calls it: a request is taken in whole before a thread of the site works on it.

A visitor who sends or reads slowly therefore holds no thread: while a form arrives and while an answer leaves, only the
event loop has to do with them.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from granian._granian import RSGIProtocolClosed as ProtocolClosed

from coproduce.config.waiting import Full, Places
from coproduce.config.wsgi import BAD, BUSY, REFUSED, TOO_SLOW, most
from coproduce.config.wsgi import application as site
from coproduce.ui.senders import sender_of

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian._granian import RSGIHTTPStreamTransport as StreamTransport
    from granian.rsgi import Scope

# Seconds to wait for the next piece of a body or until the next piece of an answer is taken, and the slowest line, in
# bytes a second, over which either may go.
NEXT_PIECE, SLOWEST = 20.0, 32_768
# What a body or an answer may take of the memory before it lies in a file; the pieces in which an answer leaves.
IN_MEMORY, PIECE = 262_144, 65_536
# How many bodies too large for the memory may arrive at a time, and how many answers may leave from the disk: the next
# waits, so that nobody fills it. One sender alone cannot hold all places for bodies.
_large, _readers = Places(8, of_one=2), asyncio.Semaphore(32)

# The status and the headers of an answer.
Begun = tuple[int, list[tuple[str, str]]]

_threads = ThreadPoolExecutor(max_workers=settings.WEB_THREADS, thread_name_prefix="site")


class Gone(Exception):
    """The visitor left before the request was complete."""


class Memory:
    """What bodies and longer answers may take of a worker's memory together; what has no room lies in a file."""

    def __init__(self, most: int) -> None:
        self.free = most

    @contextmanager
    def keeps(self, file: Any, size: int) -> Iterator[bool]:
        """Whether there is room for ``file``, which has or will have this size; else it goes to the disk."""
        kept = size <= min(IN_MEMORY, self.free)
        if not kept:
            file.rollover()
            size = 0
        self.free -= size
        try:
            yield kept
        finally:
            self.free += size


_memory = Memory(32 * 1024 * 1024)


async def application(scope: Scope, protocol: HTTPProtocol) -> None:
    """Take one request in, have it answered in a thread, send the answer."""
    environ = environ_of(scope)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as answer:
        try:
            begun = await _answered(environ, protocol, answer)
        except Gone:
            return
        if not await _sent(protocol, *begun, answer):
            answer.seek(0)
            answer.truncate()
            _send_short(protocol, *await _in_thread(environ | {REFUSED: BUSY, "wsgi.input": BytesIO()}, answer), answer)


async def _answered(environ: dict[str, Any], protocol: HTTPProtocol, answer: IO[bytes]) -> Begun:
    """The beginning of the answer; its text lies in ``answer``, and the body is put away before anybody reads it."""
    length = _to_come(environ)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body, _memory.keeps(body, length):
        await _take_in(environ, protocol, body, length)
        environ["wsgi.input"] = body
        return await _in_thread(environ, answer)


async def _in_thread(environ: dict[str, Any], answer: IO[bytes]) -> Begun:
    return await asyncio.get_running_loop().run_in_executor(_threads, _answer, environ, answer)


def environ_of(scope: Scope) -> dict[str, Any]:
    """What WSGI (PEP 3333) wants to know of a request; its texts hold bytes as Latin-1.

    A request that names two hosts is marked as refused (RFC 9112, 3.2).
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
    hosts = 0
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        if name == "host":
            hosts += 1
            if hosts > 1 or (scope.authority and scope.authority.lower() != value.lower()):
                environ[REFUSED] = BAD  # a proxy may have gone by the other one
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ and key != "HTTP_HOST" else value
    return environ


def _as_wsgi(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _to_come(environ: dict[str, Any]) -> int:
    """How many bytes of a body are to be taken in; 0 where none comes or the site refuses it unread."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        # Of a body without an announced length the server does not say whether its end is the end or a broken line:
        # half a ballot must not be taken for a whole one.
        environ[REFUSED] = BAD
    announced = environ.get("CONTENT_LENGTH", "0")
    try:
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
    except ValueError:  # more digits than are read
        environ[REFUSED], length = BAD, 0
    return 0 if REFUSED in environ or length > most(environ) else length


async def _take_in(environ: dict[str, Any], protocol: HTTPProtocol, body: IO[bytes], length: int) -> None:
    """Write the body down, as long as it was announced; what comes too slowly or finds no place is marked as refused.

    The wait for a place is not the sender's: the clock starts behind it.

    Raises:
        Gone: the body ended before it was complete.
    """
    if length == 0:
        return
    got, clock = 0, asyncio.get_running_loop().time
    room = _large.taken(sender_of(environ), NEXT_PIECE) if length > IN_MEMORY else nullcontext()
    try:
        async with room, asyncio.timeout(2 * NEXT_PIECE + length / SLOWEST):
            begun, pieces = clock(), aiter(protocol)
            while piece := await _next(pieces):
                got += len(piece)
                if got > length:
                    raise Gone  # a line that does not keep to its own word
                if clock() - begun > NEXT_PIECE + got / SLOWEST:
                    raise TimeoutError  # as slow as nobody's line is: it would only hold a place
                body.write(piece)
    except TimeoutError:
        environ[REFUSED] = TOO_SLOW
    except Full:
        environ[REFUSED] = BUSY
    else:
        if got < length:
            raise Gone
    body.seek(0)


async def _next(pieces: Any) -> bytes:
    """The next piece of a body; empty at its end."""
    async with asyncio.timeout(NEXT_PIECE):
        try:
            piece: bytes = await anext(pieces)
        except StopAsyncIteration:  # not a default value: the server's awaitable cannot be broken off under one
            return b""
        return piece


def _answer(environ: dict[str, Any], answer: IO[bytes]) -> Begun:
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


async def _sent(protocol: HTTPProtocol, status: int, headers: list[tuple[str, str]], answer: IO[bytes]) -> bool:
    """Send the answer; False where it lies on the disk and no place to read it from there came free."""
    size = answer.tell()
    if size <= PIECE:
        _send_short(protocol, status, headers, answer)
        return True
    with _memory.keeps(answer, size) as kept:
        try:
            async with asyncio.timeout(NEXT_PIECE) as waiting, nullcontext() if kept else _readers:
                waiting.reschedule(None)
                await _send_long(protocol.response_stream(status, headers), answer, size)
        except TimeoutError:
            return False
    return True


def _send_short(protocol: HTTPProtocol, status: int, headers: list[tuple[str, str]], answer: IO[bytes]) -> None:
    answer.seek(0)
    protocol.response_bytes(status, headers, answer.read())


async def _send_long(line: StreamTransport, answer: IO[bytes], size: int) -> None:
    """In pieces; who takes nothing for too long, is slower than any line or has left gets no more."""
    answer.seek(0)
    with suppress(TimeoutError, ProtocolClosed):
        async with asyncio.timeout(2 * NEXT_PIECE + size / SLOWEST):
            while piece := answer.read(PIECE):
                async with asyncio.timeout(NEXT_PIECE):
                    await line.send_bytes(piece)
