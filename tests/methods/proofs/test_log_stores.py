"""L11 and L12: many writers at once, and writers killed at work, leave a log without a gap or a fork that verifies.

The store is the smallest that the functions ask for: one transaction that holds a lock from reading the frontier to
writing it.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.methods.proofs import Log, check_log, key_of, read_entry
from tests.methods.proofs.logs import ORIGIN, SECRET

WRITER = """
import os, sqlite3, sys
from coproduce.methods.proofs import Frontier, canonical, enter, signed_head

path, name, count, head_every = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = sqlite3.connect(path, timeout=60, isolation_level=None)
for number in range(count):
    store.execute("BEGIN IMMEDIATE")
    size, parts = store.execute("SELECT size, parts FROM frontier").fetchone()
    frontier = Frontier(size, tuple(parts[at : at + 32] for at in range(0, len(parts), 32)))
    salt, payload = os.urandom(32), {"writer": name, "number": number}
    entry, frontier = enter(
        frontier, hour="2027-06-01T08:00:00Z", event="notice", about=f"{name}-{number}", role="writer",
        payload=payload, salt=salt,
    )
    store.execute("INSERT INTO leaf VALUES (?, ?)", (entry.seq, entry.record))
    store.execute("INSERT INTO payload VALUES (?, ?, ?)", (entry.seq, salt, canonical(payload)))
    store.execute("UPDATE frontier SET size = ?, parts = ?", (frontier.size, b"".join(frontier.parts)))
    store.execute("COMMIT")
    if frontier.size % head_every == 0:
        note = signed_head(frontier.head, origin="town.example.org/log", secret=bytes(range(32)))
        store.execute("INSERT INTO head VALUES (?, ?)", (frontier.size, note))
    print(number, flush=True)
"""
TABLES = """
CREATE TABLE leaf (seq INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE payload (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, data BLOB NOT NULL);
CREATE TABLE head (size INTEGER PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE frontier (size INTEGER NOT NULL, parts BLOB NOT NULL);
INSERT INTO frontier VALUES (0, x'');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "log.db"
    with sqlite3.connect(file) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.executescript(TABLES)
    return file


def writer(path: Path, name: str, count: int, head_every: int = 50) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", WRITER, str(path), name, str(count), str(head_every)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, text=True)


def ended(one: subprocess.Popen[str]) -> int:
    one.communicate(timeout=120)
    return one.returncode


def finished(path: Path) -> tuple[Log, list[int]]:
    """The log as it lies there, with a last head signed over what its own frontier says; and the sizes of heads."""
    from coproduce.methods.proofs import Frontier, signed_head

    with sqlite3.connect(path) as store:
        size, parts = store.execute("SELECT size, parts FROM frontier").fetchone()
        records = [bytes(row[0]) for row in store.execute("SELECT record FROM leaf ORDER BY seq")]
        payloads = {seq: (salt, data) for seq, salt, data in store.execute("SELECT * FROM payload")}
        heads = store.execute("SELECT size, note FROM head ORDER BY size").fetchall()
    frontier = Frontier(size, tuple(parts[at : at + 32] for at in range(0, len(parts), 32)))
    head = signed_head(frontier.head, origin=ORIGIN, secret=SECRET)
    key = key_of(SECRET, ORIGIN).as_text()
    return Log(key, tuple(records), head, tuple(note for _, note in heads), payloads), [size for size, _ in heads]


def test_a_thousand_appends_from_four_processes(path: Path) -> None:
    writers = [writer(path, f"w{n}", 250) for n in range(4)]
    assert [ended(one) for one in writers] == [0] * 4
    log, heads = finished(path)
    verdict = check_log(log)
    assert verdict.passed, verdict.as_json()
    assert (verdict.size, heads) == (1000, list(range(50, 1001, 50)))
    told = {read_entry(record).object for record in log.records}
    assert told == {f"w{n}-{number}" for n in range(4) for number in range(250)}


def test_killed_between_leaf_and_head(path: Path) -> None:
    """Each is killed at work; what was said to be written is there, and the log goes on and verifies."""
    said = 0
    for n, after in enumerate((1, 7)):
        one = writer(path, f"k{n}", 10_000, head_every=1)
        assert one.stdout is not None
        for _ in range(after):
            assert one.stdout.readline()
            said += 1
        one.kill()
        ended(one)
    assert ended(writer(path, "last", 5, head_every=1)) == 0
    log, heads = finished(path)
    verdict = check_log(log)
    assert verdict.passed, verdict.as_json()
    assert verdict.size >= said + 5
    assert set(heads) <= set(range(1, verdict.size + 1))
