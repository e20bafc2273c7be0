"""Long work that can be left at any moment: a solver does not look up from its work, so it works beside us."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

Done = TypeVar("Done")
BETWEEN_LOOKS = 0.1


def beside(work: Callable[[], Done], look: Callable[[], None]) -> Done:
    """Do the work in a thread, calling ``look`` ten times a second; what it raises is raised here.

    An interruption ends the waiting at once; the thread goes down with the process.
    """
    done: list[Done] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as raised:
            fault.append(raised)

    worker = Thread(target=run, daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(BETWEEN_LOOKS)
        look()
    if fault:
        raise fault[0]
    return done[0]
