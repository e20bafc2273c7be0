"""The file of a board, ``board.zip``: everything needed to check a vote without asking anybody.

``manifest.json``, ``records.jsonl`` (a record a line, in the order of the tree), ``head`` (the signed head over all of
them), ``key`` (the public key) and any number of older heads under ``heads/``.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from coproduce.methods._shared import MethodError

MEMBERS = ("manifest.json", "records.jsonl", "head", "key")
MOST_BYTES, MOST_HEADS = 2**30, 10_000
"""Unpacked size and number of older heads above which an archive is refused."""
ALWAYS_BYTES, MOST_TIMES = 2**24, 64
"""Above so many unpacked bytes an archive may not be more than so many times its own size: a board has nonces, which do
not shrink, and unpacks to about five times its size."""
MANY_LINES, LEAST_LINE = 10_000, 64
"""Of more than so many lines the records have so many bytes a line at least: the election's id alone is as long."""
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it was read; nothing in it is believed before it is checked.

    ``manifest``: bytes. ``records``: the bytes of each. ``head``, ``heads``: signed notes. ``key``: its text.
    """

    manifest: bytes
    records: tuple[bytes, ...]
    head: str
    key: str
    heads: tuple[str, ...] = ()


def read_board(data: bytes) -> Board:
    """Unpack a board. Time and memory grow with its size, up to 1 GiB unpacked.

    What an archive says of itself is looked at first: one that would swell is refused before anything is unpacked, and
    no member gives more bytes than it says. Nothing is written anywhere, whatever the names in it.

    Raises:
        MethodError: ``board_not_archive``, ``board_member_missing``, ``board_member_twice``, ``board_member_unknown``,
            ``board_too_large``, ``board_swells``, ``board_lines_short``; ``note_invalid``, ``key_invalid`` (not text).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, len(data))
    except MethodError:
        raise
    except (*_BROKEN, ValueError, OSError):
        raise MethodError("board_not_archive") from None
    for name in MEMBERS:
        if name not in members:
            raise MethodError("board_member_missing", {"name": name})
    heads = tuple(_text(members[name], "note_invalid") for name in sorted(members) if name.startswith("heads/"))
    records = members["records.jsonl"]
    count = records.count(b"\n")
    if count > MANY_LINES and len(records) < LEAST_LINE * count:
        raise MethodError("board_lines_short", {"lines": count})
    lines = records.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    head, key = _text(members["head"], "note_invalid"), _text(members["key"], "key_invalid")
    return Board(members["manifest.json"].strip(), tuple(lines), head, key, heads)


def _members(archive: zipfile.ZipFile, packed: int) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if info.filename != "heads/"]
    whole = sum(info.file_size for info in infos)
    if whole > MOST_BYTES or len(infos) > MOST_HEADS + len(MEMBERS):
        raise MethodError("board_too_large", {"most": MOST_BYTES >> 20})
    if whole > max(ALWAYS_BYTES, MOST_TIMES * packed):
        raise MethodError("board_swells", {"times": whole // packed})
    members: dict[str, bytes] = {}
    for info in infos:
        name = info.filename
        if name in members:
            raise MethodError("board_member_twice", {"name": name[:200]})
        if name not in MEMBERS and not (name.startswith("heads/") and name.count("/") == 1):
            raise MethodError("board_member_unknown", {"name": name[:200]})
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise MethodError("board_not_archive")
        with archive.open(info) as file:
            members[name] = file.read(info.file_size + 1)
        if len(members[name]) != info.file_size:
            raise MethodError("board_not_archive")
    return members


def _text(data: bytes, code: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise MethodError(code) from None


def write_board(board: Board) -> bytes:
    """Pack a board: the same bytes for the same board."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(board):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return written.getvalue()


def _files(board: Board) -> Iterable[tuple[str, bytes]]:
    yield "manifest.json", board.manifest
    yield "records.jsonl", b"".join(record + b"\n" for record in board.records)
    yield "head", board.head.encode()
    yield "key", board.key.encode()
    for place, head in enumerate(board.heads):
        yield f"heads/{place:05}", head.encode()
