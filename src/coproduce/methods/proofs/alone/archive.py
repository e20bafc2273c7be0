"""The file of the board. What it says of itself is looked at before anything in it is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import NamedTuple

from coproduce.methods.proofs.alone.writing import Wrong


class Board(NamedTuple):
    manifest: bytes
    records: list[bytes]
    head: str
    key: str
    heads: list[str]


def read_board(data: bytes) -> Board:
    broken = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError, RuntimeError, ValueError, OSError)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = unpacked(archive, len(data))
    except broken:
        raise Wrong("board_not_archive") from None
    for name in ("manifest.json", "records.jsonl", "head", "key"):
        if name not in files:
            raise Wrong("board_member_missing", name=name)
    heads = [text_of(files[name], "note_invalid") for name in sorted(files) if name.startswith("heads/")]
    lines = files["records.jsonl"].split(b"\n") if not too_short(files["records.jsonl"]) else []
    head, key = text_of(files["head"], "note_invalid"), text_of(files["key"], "key_invalid")
    return Board(files["manifest.json"].strip(), lines[:-1] if lines[-1] == b"" else lines, head, key, heads)


def unpacked(archive: zipfile.ZipFile, packed: int) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if info.filename != "heads/"]
    size = sum(info.file_size for info in infos)
    if size > 2**30 or len(infos) > 10_004:
        raise Wrong("board_too_large", most=1024)
    if size > max(2**24, 64 * packed):
        raise Wrong("board_swells", times=size // packed)
    files: dict[str, bytes] = {}
    for info in infos:
        name = info.filename
        if name in files:
            raise Wrong("board_member_twice", name=name[:200])
        if not re.fullmatch(r"manifest\.json|records\.jsonl|head|key|heads/[^/]*", name, re.DOTALL):
            raise Wrong("board_member_unknown", name=name[:200])
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Wrong("board_not_archive")
        with archive.open(info) as file:
            files[name] = file.read(info.file_size + 1)
        if len(files[name]) != info.file_size:
            raise Wrong("board_not_archive")
    return files


def too_short(records: bytes) -> bool:
    lines = records.count(b"\n")
    if lines > 10_000 and len(records) < 64 * lines:
        raise Wrong("board_lines_short", lines=lines)
    return False


def text_of(data: bytes, code: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Wrong(code) from None
