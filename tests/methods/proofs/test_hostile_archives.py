"""Archives made to hurt whoever opens them: each is refused with a code, before it costs anything."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from coproduce.methods.proofs import Board, MethodError, canonical, check_board, read_board, write_board
from tests.methods.proofs.demo import MANIFEST, E, ballot, board_of, head_of, leaves_of, records, result

SOUND = board_of([*records(), result({"votes": {"bench": 1, "clinic": 1, "garden": 1}})], heads=(1, 4))
MEMBERS = [("manifest.json", b"{}"), ("records.jsonl", b""), ("head", b""), ("key", b"")]
TOTAL = struct.Struct("<I")


def packed(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return written.getvalue()


def saying_sizes(data: bytes, size: int) -> bytes:
    """The same archive, each member said to be of another size than it is."""
    changed = bytearray(data)
    at = -1
    while (at := changed.find(b"PK\1\2", at + 1)) >= 0:
        TOTAL.pack_into(changed, at + 24, size)
    return bytes(changed)


def overlapping(times: int, kernel: bytes) -> bytes:
    """Many names for one member: the directory leads to the same bytes again and again."""
    whole = packed([("heads/0000", kernel)])
    start = whole.index(b"PK\1\2")
    entry = whole[start : whole.index(b"PK\5\6")]
    directory = b"".join(entry.replace(b"heads/0000", b"heads/%04d" % at) for at in range(times))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, times, times, len(directory), start, 0)
    return whole[:start] + directory + end


def with_flag(data: bytes, flag: int) -> bytes:
    changed = bytearray(data)
    for mark, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            changed[at + place] |= flag
    return bytes(changed)


ZEROS = bytes(2**25)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "swells a thousand times": (lambda: packed([*MEMBERS[:1], ("records.jsonl", ZEROS), *MEMBERS[2:]]), "board_swells"),
    "heads that swell": (lambda: packed([*MEMBERS, ("heads/1", ZEROS)]), "board_swells"),
    "a thousand names for one member": (lambda: overlapping(1000, bytes(10**6)), "board_swells"),
    "many names for a small one": (lambda: overlapping(50, b"x"), "board_not_archive|board_member_missing"),
    "says 4 GB": (lambda: saying_sizes(packed(MEMBERS), 2**32 - 2), "board_too_large"),
    "says less than it is": (
        lambda: saying_sizes(packed([*MEMBERS[:1], ("records.jsonl", ZEROS)]), 9),
        "board_not_archive",
    ),
    "says more than it is": (lambda: saying_sizes(packed(MEMBERS), 99), "board_not_archive"),
    "bzip2": (lambda: packed(MEMBERS, zipfile.ZIP_BZIP2), "board_not_archive"),
    "lzma": (lambda: packed(MEMBERS, zipfile.ZIP_LZMA), "board_not_archive"),
    "encrypted": (lambda: with_flag(packed(MEMBERS), 1), "board_not_archive"),
    "patched": (lambda: with_flag(packed(MEMBERS), 0x20), "board_not_archive"),
    "too many heads": (lambda: packed([*MEMBERS, *((f"heads/{n}", b"") for n in range(10_001))]), "board_too_large"),
    "millions of empty lines": (
        lambda: packed([MEMBERS[0], ("records.jsonl", b"\n" * (2**23)), *MEMBERS[2:]]),
        "board_lines_short",
    ),
    **{
        f"a member named {name!r}": (lambda name=name: packed([*MEMBERS, (name, b"")]), "board_member_unknown")
        for name in (
            "../key",
            "/etc/passwd",
            "heads/../../key",
            "heads/a/b",
            "C:\\key",
            "key ",
            "KEY",
            "heads",
            "",
            "é",
        )
    },
    "an archive in it": (lambda: packed([*MEMBERS, ("board.zip", packed(MEMBERS))]), "board_member_unknown"),
}


@pytest.mark.parametrize(("make", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archives_are_refused(make: Callable[[], bytes], code: str) -> None:
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(MethodError, match=code):
            read_board(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50 * 2**20


@pytest.mark.parametrize("name", ["key", "records.jsonl", "heads/1"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice(name: str) -> None:
    with pytest.raises(MethodError, match="board_member_twice"):
        read_board(packed([*MEMBERS, ("heads/1", b""), (name, b"other")]))


def test_a_name_ends_at_its_zero_sign() -> None:
    """Two names that a program may read as one."""
    with pytest.raises(MethodError, match=r"board_member_twice|board_not_archive|board_member_unknown"):
        read_board(packed([*MEMBERS, ("keyX", b"")]).replace(b"keyX", b"key\0"))


DEEP = b'{"a":' * 5000 + b"1" + b"}" * 5000
HUGE = b'{"roll_size":1' + b"0" * 100_000 + b"}"


@pytest.mark.parametrize("data", [DEEP, HUGE, b"[" * 10**6, b'"' + b"\\u0000" * 10**5 + b'"', b"\xff" * 1000, b"1e999"])
def test_hostile_manifests_and_records(data: bytes) -> None:
    for board in (replace(SOUND, manifest=data), replace(SOUND, records=(*SOUND.records, data))):
        verdict = check_board(read_board(write_board(board)))
        assert not verdict.passed


def test_numbers_at_the_edge() -> None:
    for number, code in ((2**53 - 1, "order.roll_other"), (2**53, "election.manifest_unsound")):
        data = canonical(MANIFEST)[:-1] + b',"roll_size":%d}' % number
        opened = [{**records()[0], "roll_size": 4}, *records()[1:]]
        verdict = check_board(replace(board_of(opened), manifest=data))
        assert code in [check.why.code for check in verdict.checks]


def test_ten_thousand_heads_are_one_pass() -> None:
    """Each head over the first records would make the work of a board grow with its square."""
    cast = [ballot(["bench"], f"{place:032x}") for place in range(3000)]
    opened = {"election": E, "kind": "open", "roll_size": 9000, "v": 1}
    board = board_of([opened, *cast])
    leaves = leaves_of(board)
    heads = tuple(head_of(leaves[:size]) for size in (1, 2, 3, 1500, 3001))
    verdict = check_board(replace(board, heads=heads * 60))
    assert [check.why.code for check in verdict.checks][2] == "history.grew"


def spoilt(draw: random.Random, data: bytes) -> bytes:
    """A few bytes changed, put in, taken away, or the end cut off."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 5))):
        at = draw.randrange(len(changed))
        kind = draw.randrange(5)
        if kind == 0:
            changed[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            changed[at] = draw.choice((0, 1, 0x7F, 0x80, 0xFF))
        elif kind == 2:
            changed[at:at] = draw.randbytes(draw.choice((1, 2, 8)))
        elif kind == 3:
            del changed[at : at + draw.choice((1, 2, 8))]
        else:
            changed[at : at + 4] = draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(changed[: draw.randrange(1, len(changed))]) if draw.random() < 0.05 else bytes(changed)


def test_spoilt_archives_never_crash_and_never_pass_for_another() -> None:
    """3,000 archives, seeded: refused with a code, or read; and what passes is the board itself."""
    draw, whole = random.Random(20270630), write_board(SOUND)
    refused = 0
    for _ in range(3000):
        try:
            board = read_board(spoilt(draw, whole))
        except MethodError:
            refused += 1
            continue
        if check_board(board).passed:
            assert board in (SOUND, replace(SOUND, heads=board.heads))
    assert refused > 1000


def test_spoilt_members_never_crash_and_never_pass() -> None:
    """1,500 boards, seeded: one member spoilt, the rest as it was."""
    draw = random.Random(5)
    for _ in range(1500):
        member = draw.choice(("manifest", "records", "head", "key"))
        board: Board
        if member == "records":
            lines = spoilt(draw, b"\n".join(SOUND.records)).split(b"\n")
            board = replace(SOUND, records=tuple(lines))
        elif member == "manifest":
            board = replace(SOUND, manifest=spoilt(draw, SOUND.manifest))
        else:
            text = spoilt(draw, getattr(SOUND, member).encode()).decode(errors="replace")
            board = replace(SOUND, **{member: text})
        if check_board(board).passed:
            assert board.records == SOUND.records
            assert board.key.split() == SOUND.key.split()
            assert board.head.split("\n\n")[0] == SOUND.head.split("\n\n")[0]
