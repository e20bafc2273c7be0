"""The parts of a running site: a process that ends by itself is started again, so that one bad minute ends nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time

# An end sooner than this after the start is a failure to start; that many in a row, and no start will mend it.
QUICK = 10.0
MOST_FAILURES = 6
# Seconds before a start after a quick end, doubled each time.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# A part that does not end when asked is ended after this many seconds.
TIME_TO_END = 20


class GaveUp(Exception):
    """A part of the site cannot be kept running; the text says which, and how it ended."""


class Part:
    """A child process that is kept running."""

    def __init__(self, name: str, line: list[str]) -> None:
        self.name = name
        self.line = line
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self.begun = self.not_before = 0.0

    def keep_up(self) -> None:
        """Start the process where it does not run. Does not wait: ask about once a second.

        Raises:
            GaveUp: it ended at once, many times in a row.
        """
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            _let_go(self.process)
            self.process = None
            self._note_end(code)
        if time.monotonic() < self.not_before:
            return
        self.begun = time.monotonic()
        # The pipe tells it when this process is gone, however it went: it shall not go on alone, beside its successor.
        self.process = subprocess.Popen(self.line, env=os.environ, stdin=subprocess.PIPE)

    def _note_end(self, code: int) -> None:
        now = time.monotonic()
        self.failures = self.failures + 1 if now - self.begun < QUICK else 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        if self.failures >= MOST_FAILURES:
            raise GaveUp(f"{self.name} ended {self.failures} times in a row just after its start, last with {how}")
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, self.failures - 1))
        self.not_before = now + pause
        print(f"{self.name} ended with {how}; it is started again in {pause:.0f} s.", file=sys.stderr, flush=True)


def end(parts: list[Part]) -> None:
    """Ask all of them to end, then wait for each."""
    running = [part.process for part in parts if part.process is not None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=TIME_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _let_go(process)


def _let_go(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
