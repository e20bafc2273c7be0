"""``coproduce serve``: two web workers and the job runner, watched over as child processes."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from types import FrameType
from urllib.parse import urlsplit

from ._alone import PATIENCE
from ._parts import GaveUp, Part, end
from ._web import LAST_PORT, ready, warn, within

# More than any machine this is made for has cores; each takes memory of its own.
MOST_WORKERS = 64
# A part of the site that is run for as long as this process is there.
PART = [sys.executable, "-m", "coproduce.config.commands._alone"]
LOOPBACK = ("localhost", "127.0.0.1")
# Seconds between two looks at the parts.
LOOK = 0.3


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
    if trouble := cannot_listen(options.host, options.port):
        print(f"coproduce serve: {trouble}", file=sys.stderr)
        return 1
    os.environ.setdefault("COPRODUCE_ADDRESS", f"http://localhost:{options.port}")
    ready()
    from .upgrade import bring_up

    bring_up()
    warn("serve")
    from django.conf import settings

    print(open_at(settings.SITE_ADDRESS, options.host, options.port), flush=True)
    return watch_over(parts_of(options))


def open_at(address: str, host: str, port: int) -> str:
    """Where to open the site: at its address, unless that names another port of this very machine."""
    known = urlsplit(address)
    if known.hostname in LOOPBACK and (known.port or 80) != port:
        here = f"http://{known.hostname}:{port}"
        return f"Open {here} (COPRODUCE_ADDRESS says {address}: links in mail lead there)"
    return f"Open {address} (the site listens on {host}, port {port})"


def cannot_listen(host: str, port: int) -> str:
    """Why the site cannot listen there, or nothing: said at once, since no second start of the server would mend it."""
    try:
        family, kind, _protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
            trial.listen()
    except OSError as trouble:
        return f"it cannot listen on {host}, port {port}: {trouble.strerror}"
    return ""


def parts_of(options: argparse.Namespace) -> list[Part]:
    web = [
        *PART, "granian", "coproduce.config.served:application", "--interface", "rsgi", "--no-ws",
        "--host", options.host, "--port", str(options.port), "--workers", str(options.workers),
        "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE),
    ]  # fmt: skip
    jobs = [*PART, "coproduce", "work"]
    return [Part("The web server", web)] + ([] if options.no_jobs else [Part("The job runner", jobs)])


def watch_over(parts: list[Part]) -> int:
    """Keep the parts running until a stop is asked for; answers 1 where one of them cannot be kept running."""
    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        while not stop.is_set():
            for part in parts:
                part.keep_up()
            stop.wait(LOOK)
    except GaveUp as trouble:
        print(f"The site stops: {trouble}. The lines above say why.", file=sys.stderr)
        return 1
    finally:
        end(parts)
    return 0
