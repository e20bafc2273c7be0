"""The file of a board, ``board.zip``: everything needed to check a vote without asking anybody.

``manifest.json``, ``records.jsonl`` (a record a line, in the order of the tree), ``head`` (the signed head over all of
them), ``key`` (the public key) and any number of older heads under ``heads/``.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from coproduce.methods._shared import MethodError

MEMBERS = ("manifest.json", "records.jsonl", "head", "key")
MOST_BYTES, MOST_HEADS = 2**30, 10_000
"""Unpacked size and number of older heads above which an archive is refused."""


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

    Raises:
        MethodError: ``board_not_archive``, ``board_member_missing``, ``board_member_twice``, ``board_member_unknown``,
            ``board_too_large``, ``note_invalid`` or ``key_invalid`` (not text).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as fault:
        if isinstance(fault, MethodError):
            raise
        raise MethodError("board_not_archive") from None
    for name in MEMBERS:
        if name not in members:
            raise MethodError("board_member_missing", {"name": name})
    heads = tuple(_text(members[name], "note_invalid") for name in sorted(members) if name.startswith("heads/"))
    lines = members["records.jsonl"].split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    head, key = _text(members["head"], "note_invalid"), _text(members["key"], "key_invalid")
    return Board(members["manifest.json"].strip(), tuple(lines), head, key, heads)


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    left = MOST_BYTES
    for info in archive.infolist():
        name = info.filename
        if name in members:
            raise MethodError("board_member_twice", {"name": name[:200]})
        if name not in MEMBERS and not (name.startswith("heads/") and name.count("/") == 1):
            raise MethodError("board_member_unknown", {"name": name[:200]})
        if name == "heads/":
            continue
        with archive.open(info) as file:
            members[name] = file.read(left + 1)
        left -= len(members[name])
        if left < 0 or len(members) > MOST_HEADS + len(MEMBERS):
            raise MethodError("board_too_large", {"most": MOST_BYTES >> 20})
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
