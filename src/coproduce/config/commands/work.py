"""``coproduce work``: the job runner. Each minute it asks every room what is due, and it sends the mail that waits."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
import time
from datetime import datetime
from types import FrameType

from ._alone import end_when_alone
from ._parts import GaveUp, Part, end
from ._web import is_up_to_date, ready, within

logger = logging.getLogger("coproduce.work")

# Seconds before a database that did not answer is asked again.
PAUSE = 2.0


def work(argv: list[str]) -> int:
    """Run the jobs: reminders, escalations, digests, closing of ballots, mail."""
    parser = argparse.ArgumentParser(prog="coproduce work", description=work.__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument("--every", type=int, default=60, metavar="SECONDS", help="pause between two looks (60)")
    options = parser.parse_args(argv)
    within(parser, "--every", options.every)
    ready()
    if not is_up_to_date("work"):
        return 1
    if options.once:
        done = do_what_is_due()
        send_waiting_mail()
        for name, count in done.items():
            print(f"{name}: {count}")
        return 0
    return run_until_stopped(options.every)


def do_what_is_due() -> dict[str, int]:
    """Call every registered job once. One that fails is logged and does not hold the others up."""
    from django.db import OperationalError
    from django.utils import timezone

    from coproduce.initiatives.registry import due_jobs

    at: datetime = timezone.now()
    done: dict[str, int] = {}
    for name, run in due_jobs().items():
        try:
            done[name] = run(at)
        except OperationalError as trouble:
            logger.warning("job %s waits for the next look, the database does not answer: %s", name, trouble)
        except Exception:
            logger.exception("job %s failed; it will be tried again in a minute", name)
    return done


def send_waiting_mail() -> None:
    """Work through the queue in the database until it is empty."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)


def send_mail_until_alone() -> None:
    """Work through the queue until the process at the other end of standard input is gone.

    The queue's worker leaves when the database is locked for long or cannot be reached; then it is asked again.
    """
    ready()
    from django.core.management import call_command
    from django.db import OperationalError, connections

    end_when_alone()  # the worker ends the mail in its hands, then itself
    while True:
        try:
            call_command("db_worker", interval=2, verbosity=1, reload=False)
            return  # it was asked to end with a mail in its hands, and has ended that mail
        except OperationalError as trouble:
            logger.warning("the mail waits, the database does not answer: %s", trouble)
            connections.close_all()
            time.sleep(PAUSE)


def run_until_stopped(every: int) -> int:
    """The queue's worker runs beside as a process of its own: it sets signal handlers and needs its main thread."""
    from django.db import close_old_connections

    stop = threading.Event()

    def ask_to_stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    mail = Part(
        "The mail worker", [sys.executable, "-c", f"from {__name__} import send_mail_until_alone as run; run()"]
    )
    next_look = time.monotonic()
    try:
        while not stop.is_set():
            mail.keep_up()
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + every
                do_what_is_due()
                close_old_connections()
            stop.wait(1)
    except GaveUp as trouble:
        logger.error("the job runner stops: %s", trouble)
        return 1
    finally:
        end([mail])
    return 0
