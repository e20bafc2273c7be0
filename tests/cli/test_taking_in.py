"""What a visitor sends is taken in before a thread works on it: the slow hold nothing, the too large is not read."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from django.utils import translation

from coproduce.config import rsgi
from coproduce.config.waiting import Full, Places
from coproduce.config.wsgi import LARGEST, LARGEST_WITH_FILES, REFUSED, application

MULTIPART = "multipart/form-data; boundary=a"
with translation.override("fr"):
    TAKES_A_FILE = reverse("ballots:import", kwargs={"town": "none", "initiative": "none", "step": 1})
HEADERS = ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "X-Content-Type-Options")


@pytest.fixture(autouse=True)
def _connection_kept() -> Iterator[None]:
    """The transaction of a test stays open: the beginning and the end of a request would close its connection."""
    told = (request_started, request_finished)
    for signal in told:
        signal.disconnect(close_old_connections)
    yield
    for signal in told:
        signal.connect(close_old_connections)


def environ(path: str, **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    } | more


def asked(site: WSGIHandler, wanted: dict[str, Any]) -> tuple[int, dict[str, str], str]:
    begun: list[Any] = []
    answer = site(wanted, lambda status, headers: begun.extend((status, headers)))
    return int(begun[0][:3]), dict(begun[1]), b"".join(answer).decode()


class Unreadable(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("nothing of this may be read")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "more", "status", "said"),
    [
        (
            "/en/",
            {
                "CONTENT_TYPE": "text/plain; charset=utf-8",
                "QUERY_STRING": "&".join(f"a{n}=1" for n in range(1199)),
            },
            400,
            "could not read",
        ),
        ("/fr/nowhere/", {"QUERY_STRING": "&".join(f"a{n}=1" for n in range(1199))}, 400, "pas pu lire"),
        ("/en/", {"CONTENT_LENGTH": "many"}, 400, "could not read"),
        ("/en/", {"CONTENT_LENGTH": "9" * 5000}, 400, "could not read"),
        ("/en/me/", {"CONTENT_LENGTH": str(LARGEST + 1)}, 413, "That is too large"),
        ("/en/me/", {"CONTENT_TYPE": MULTIPART, "CONTENT_LENGTH": str(LARGEST + 1)}, 413, "That is too large"),
        (
            TAKES_A_FILE,
            {"CONTENT_TYPE": MULTIPART, "CONTENT_LENGTH": str(LARGEST_WITH_FILES + 1)},
            413,
            "trop volumineux",
        ),
        ("/fr/me/", {"CONTENT_LENGTH": "20", REFUSED: 408}, 408, "a mis trop de temps"),
        ("/fr/me/", {REFUSED: 503}, 503, "Trop de lectures à la fois"),
    ],
    ids=["fields", "fields-read-late", "length", "digits", "large", "multipart", "file", "slow", "room"],
)
def test_what_cannot_be_taken_in_is_refused_unread_with_a_page_and_every_header(
    path: str, more: dict[str, Any], status: int, said: str
) -> None:
    wanted = environ(path, REQUEST_METHOD="POST", **{"wsgi.input": Unreadable()}, **more)
    answered, headers, page = asked(application, wanted)
    assert (answered, said in page) == (status, True)
    assert {name for name in HEADERS if name not in headers} == set()


@pytest.mark.django_db
def test_the_largest_file_that_a_form_takes_is_not_refused() -> None:
    more = {"CONTENT_TYPE": MULTIPART, "CONTENT_LENGTH": str(20 * 1024 * 1024 + 1000)}
    assert asked(application, environ(TAKES_A_FILE, **more))[0] == 302


class Line:
    """A visitor's line, as the server hands it over: pieces, and how long each lets wait."""

    def __init__(self, *pieces: bytes, wait: float = 0) -> None:
        self.pieces, self.wait, self.taken = pieces, wait, 0
        self.answer: Any = None

    async def _come(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.wait)
            self.taken += 1
            yield piece

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._come()

    def response_bytes(self, *answer: Any) -> None:
        self.answer = answer


def test_a_length_of_more_digits_than_are_read_is_refused() -> None:
    wanted = environ("/", CONTENT_LENGTH="9" * 5000)
    assert (rsgi._to_come(wanted), wanted[REFUSED]) == (0, 400)


def taken_in(line: Line, **headers: str) -> tuple[dict[str, Any], bytes]:
    wanted, body = environ("/", **headers), io.BytesIO()
    asyncio.run(rsgi._take_in(wanted, line, body, rsgi._to_come(wanted)))
    return wanted, body.read()


def test_a_body_is_taken_in_whole_whatever_its_pieces() -> None:
    assert taken_in(Line(b"ab", b"cde"), CONTENT_LENGTH="5")[1] == b"abcde"


def test_a_body_of_unknown_length_is_refused_unread() -> None:
    """Whether it ended or broke off is not to be seen: half a ballot would be taken for a whole one."""
    line = Line(b"ab", b"cde")
    wanted, body = taken_in(line, HTTP_TRANSFER_ENCODING="chunked")
    assert (wanted[REFUSED], body, line.taken) == (400, b"", 0)


def test_a_body_that_comes_too_slowly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "NEXT_PIECE", 0.05)
    wanted, _body = taken_in(Line(b"ab", b"cde", wait=30), CONTENT_LENGTH="5")
    assert wanted[REFUSED] == 408


def test_many_small_pieces_do_not_put_the_end_off_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "NEXT_PIECE", 0.2)
    monkeypatch.setattr(rsgi, "SLOWEST", 1_000_000)
    line = Line(*[b"a"] * 1000, wait=0.05)
    wanted, _body = taken_in(line, CONTENT_LENGTH="1000")
    assert (wanted[REFUSED], line.taken < 100) == (408, True)


def test_a_line_slower_than_any_gives_its_place_back_long_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "NEXT_PIECE", 0.2)
    line = Line(*[b"a"] * 1000, wait=0.05)
    wanted, _body = taken_in(line, CONTENT_LENGTH=str(LARGEST))
    assert (wanted[REFUSED], line.taken < 20) == (408, True)


def test_no_more_large_bodies_arrive_at_a_time_than_the_disk_is_given_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "_large", Places(0, of_one=2))
    monkeypatch.setattr(rsgi, "NEXT_PIECE", 0.1)
    large, small = Line(b"a" * 2_000_000), Line(b"a" * 1_000)
    assert taken_in(large, CONTENT_LENGTH="2000000")[0][REFUSED] == 503
    assert large.taken == 0
    assert taken_in(small, CONTENT_LENGTH="1000")[1] == b"a" * 1_000


def test_one_sender_cannot_hold_all_places() -> None:
    async def crowd() -> None:
        places = Places(3, of_one=2)
        async with places.taken("203.0.113.1", 0.05), places.taken("203.0.113.1", 0.05):
            with pytest.raises(Full):
                async with places.taken("203.0.113.1", 0.05):
                    pass
            async with places.taken("203.0.113.2", 0.05):
                with pytest.raises(Full):
                    async with places.taken("", 0.05):
                        pass
        async with places.taken("203.0.113.1", 0.05), places.taken("", 0.05), places.taken("", 0.05):
            pass
        assert not places._own.get("203.0.113.2")

    asyncio.run(crowd())


def test_who_leaves_before_the_end_is_not_answered() -> None:
    with pytest.raises(rsgi.Gone):
        taken_in(Line(b"ab", b""), CONTENT_LENGTH="5")


class Reader(Line):
    """A visitor who takes each piece of an answer at once."""

    def __init__(self, *pieces: bytes) -> None:
        super().__init__(*pieces)
        self.sent: list[bytes] = []

    def response_stream(self, *_answer: Any) -> Any:
        async def send_bytes(piece: bytes) -> None:
            self.sent.append(piece)

        return SimpleNamespace(send_bytes=send_bytes)


def answers(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """The site answers with so many bytes, in two pieces; refused, with its reason."""

    def site(wanted: Any, start: Any) -> list[bytes]:
        status = wanted.get(REFUSED, 200)
        start(f"{status} so", [])
        return [b"busy"] if status == 503 else [b"a" * (size // 2), b"b" * (size // 2)]

    monkeypatch.setattr(rsgi, "site", site)


def asked_by(line: Line, scope: Any = None) -> None:
    asyncio.run(rsgi.application(scope or SCOPE, line))


@pytest.mark.parametrize("size", [200_000, 1_400_000], ids=["memory", "disk"])
def test_a_long_answer_leaves_in_pieces_and_whole(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, size)
    reader = Reader()
    asked_by(reader)
    assert b"".join(reader.sent) == b"a" * (size // 2) + b"b" * (size // 2)
    assert max(len(piece) for piece in reader.sent) == rsgi.PIECE


def test_no_more_answers_leave_from_the_disk_than_it_is_given_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "_readers", asyncio.Semaphore(0))
    monkeypatch.setattr(rsgi, "NEXT_PIECE", 0.05)
    answers(monkeypatch, 1_400_000)
    refused = Reader()
    asked_by(refused)
    assert (refused.sent, refused.answer) == ([], (503, [], b"busy"))
    answers(monkeypatch, 200_000)
    read = Reader()
    asked_by(read)
    assert len(b"".join(read.sent)) == 200_000


def test_bodies_without_room_in_the_memory_arrive_in_a_file_and_all_room_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory, kept = rsgi.Memory(1_500), []

    def site(wanted: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        kept.append((wanted["wsgi.input"]._rolled, wanted["wsgi.input"].read(), memory.free))
        return [b""]

    monkeypatch.setattr(rsgi, "_memory", memory)
    monkeypatch.setattr(rsgi, "site", site)
    for size in (1_000, 2_000):
        sent = {"host": "a.example", "content-length": str(size)}
        asked_by(Reader(b"a" * size), SimpleNamespace(**vars(SCOPE) | {"headers": sent}))
    assert kept == [(False, b"a" * 1_000, 500), (True, b"a" * 2_000, 1_500)]
    assert memory.free == 1_500


class Headers:
    """Headers as the server hands them over: those of one name stand side by side."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = pairs

    def items(self) -> tuple[tuple[str, str], ...]:
        return self.pairs


@pytest.mark.parametrize(
    ("authority", "hosts", "refused"),
    [
        (None, ["a.example", "b.example"], True),
        (None, ["a.example", "a.example"], True),
        ("b.example", ["a.example"], True),
        ("A.example", ["a.example"], False),
        ("a.example", [], False),
    ],
    ids=["two", "twice", "line", "capitals", "line-alone"],
)
def test_a_request_for_two_hosts_is_refused_unread(authority: str | None, hosts: list[str], refused: bool) -> None:
    headers = Headers(("content-length", "3"), *(("host", host) for host in hosts))
    wanted = rsgi.environ_of(SimpleNamespace(**vars(SCOPE) | {"authority": authority, "headers": headers}))
    assert (wanted.get(REFUSED), rsgi._to_come(wanted)) == ((400, 0) if refused else (None, 3))


SCOPE = SimpleNamespace(
    method="GET", path="/é", query_string="a=%C3%A9", http_version="1.1", client="[::1]:4000", server="[::1]:80",
    scheme="http", authority=None,
    headers={"host": "a.example", "x-forwarded-for": "203.0.113.9", "x_forwarded_for": "198.51.100.1"},
)  # fmt: skip


def test_a_header_with_an_underscore_does_not_pass_for_the_proxys() -> None:
    wanted = rsgi.environ_of(SCOPE)
    assert wanted["HTTP_X_FORWARDED_FOR"] == "203.0.113.9"
    assert (wanted["REMOTE_ADDR"], wanted["PATH_INFO"]) == ("::1", "/Ã©")
