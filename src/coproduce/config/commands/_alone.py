"""Nothing that a command started goes on alone: each part of the site ends itself once its parent is gone."""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

# Which process leads the web workers.
LEADER = "COPRODUCE_SERVED_BY"
# As long as a page in hand may take before its worker ends all the same.
PATIENCE = 10


def end_when_alone() -> None:
    """End this process once the other end of standard input is gone, however it went.

    Read below the buffer: its lock, held while waiting, would stop a process forked from this one.
    """

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def end_with_leader() -> None:
    """End this web worker once the server that leads it is gone: it hands pages on, and would hold the port."""
    parent, leader = os.getppid(), int(os.environ[LEADER])

    def watch() -> None:
        while os.getppid() == parent and _is_there(leader):
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    """Run a module as ``python -m`` would, for as long as whoever started it is there."""
    module, *arguments = sys.argv[1:]
    end_when_alone()
    os.environ[LEADER] = str(os.getpid())
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
