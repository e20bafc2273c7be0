"""Casting mode: ballots that arrive at the same moment share one transaction, so that the disk is waited for once.

One writer to a process takes what waits, stores it, and only then is anybody answered; who comes meanwhile waits for
the next turn. Nothing is answered before it is on disk, and a turn that fails is tried again one ballot at a time.

On SQLite the writers of two processes take turns by a lock on a file: its own waiting looks again only now and then, up
to a tenth of a second later, and does so in no order.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock, Thread

from django.db import DatabaseError, connection

from .storing import Said, Sheet, store

MOST = 64
log = logging.getLogger(__name__)
Turn = tuple[Sheet, "Future[Said]"]
PATIENCE = 30


class Writer:
    """The thread that stores for a process, with a connection of its own."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._waiting: SimpleQueue[Turn | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="ballot writer", daemon=True)
        self._thread.start()

    def take(self, sheet: Sheet) -> Future[Said]:
        """Promise an answer for a sheet; the answer raises what the database raised."""
        answer: Future[Said] = Future()
        self._waiting.put((sheet, answer))
        return answer

    def finish(self) -> None:
        """Store what still waits and give the connection back."""
        self._waiting.put(None)
        self._thread.join(PATIENCE)

    def _write(self) -> None:
        while (turn := self._waiting.get()) is not None:
            turns = [turn]
            while len(turns) < MOST and not self._waiting.empty():
                if (turn := self._waiting.get()) is None:
                    self._waiting.put(None)
                    break
                turns.append(turn)
            _store(turns)
        connection.close()


@contextmanager
def _in_line() -> Iterator[None]:
    """One process at a time on SQLite; PostgreSQL orders its writers itself.

    The system frees the lock of a process that ends, however it ends.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with open(f"{connection.settings_dict['NAME']}-turn", "w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield


def _store(turns: list[Turn]) -> None:
    try:
        with _in_line():
            answers = store([sheet for sheet, _ in turns])
    except Exception as failure:
        if isinstance(failure, DatabaseError):
            connection.close_if_unusable_or_obsolete()
        if len(turns) == 1:
            turns[0][1].set_exception(failure)
            return
        log.warning("a turn of %s ballots failed and is tried one by one: %s", len(turns), type(failure).__name__)
        for turn in turns:
            _store([turn])
        return
    for (_sheet, told), answer in zip(turns, answers, strict=True):
        told.set_result(answer)


_writer: Writer | None = None
_one_at_a_time = Lock()


def store_together(sheet: Sheet) -> Said:
    """Store a sheet with whatever else waits in this process."""
    global _writer
    with _one_at_a_time:
        # A process that was forked off has the writer's name but not its thread.
        if _writer is None or _writer.process != os.getpid():
            _writer = Writer()
        answer = _writer.take(sheet)
    return answer.result()


def finish() -> None:
    """Let this process's writer end, if it has one; the next ballot starts another."""
    global _writer
    with _one_at_a_time:
        writer, _writer = _writer, None
    if writer is not None and writer.process == os.getpid():
        writer.finish()
