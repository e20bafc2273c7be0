"""``coproduce serve``: two web workers and the job runner, watched over as child processes."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType

from ._alone import PATIENCE
from ._web import LAST_PORT, ready, within

# More than any machine this is made for has cores; each takes memory of its own.
MOST_WORKERS = 64
# A part of the site that is run for as long as this process is there.
PART = [sys.executable, "-m", "coproduce.config.commands._alone"]


def serve(argv: list[str]) -> int:
    """Run the site: the web workers and the job runner in one command."""
    parser = argparse.ArgumentParser(prog="coproduce serve", description=serve.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=2, help="web workers (2)")
    parser.add_argument("--no-jobs", action="store_true", help="leave the job runner to another machine")
    options = parser.parse_args(argv)
    within(parser, "--port", options.port, LAST_PORT)
    within(parser, "--workers", options.workers, MOST_WORKERS)
    ready()
    from .upgrade import bring_up

    bring_up()
    return watch_over(commands(options))


def commands(options: argparse.Namespace) -> list[list[str]]:
    web = [
        *PART, "granian", "coproduce.config.served:application", "--interface", "wsgi",
        "--host", options.host, "--port", str(options.port), *crew(options.workers),
        "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE),
    ]  # fmt: skip
    jobs = [*PART, "coproduce", "work"]
    return [web] if options.no_jobs else [web, jobs]


def crew(workers: int) -> list[str]:
    """How many web workers and how many threads each.

    One thread a worker: more fight over the interpreter's lock. In casting mode it is one worker with many threads,
    which wait for the disk together.
    """
    from django.conf import settings

    if settings.CASTING_MODE:
        return ["--workers", "1", "--blocking-threads", "16"]
    return ["--workers", str(workers), "--blocking-threads", "1"]


def watch_over(lines: list[list[str]]) -> int:
    """Start the children; when one ends or a stop is asked for, end them all."""
    # The pipes tell them when this process is gone, however it went.
    children = [subprocess.Popen(line, env=os.environ, stdin=subprocess.PIPE) for line in lines]
    stopping = False

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.3)
    failed = next((child.returncode for child in children if child.poll() not in (None, 0)), 0)
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
    if failed and not stopping:
        print("A part of the site ended; the lines above say why.", file=sys.stderr)
        return 1
    return 0
