"""``coproduce demo``: make the demo town; safe to repeat."""

from __future__ import annotations

import argparse
import os

from ._web import LAST_PORT, ready, within


def demo(argv: list[str]) -> int:
    """Make the demo town, with three initiatives half-way through; safe to repeat."""
    parser = argparse.ArgumentParser(prog="coproduce demo", description=demo.__doc__)
    parser.add_argument("--serve", action="store_true", help="then run the site")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    options = parser.parse_args(argv)
    within(parser, "--port", options.port, LAST_PORT)
    os.environ.setdefault("COPRODUCE_DEMO", "1")
    os.environ.setdefault("COPRODUCE_ADDRESS", f"http://localhost:{options.port}")
    ready()
    from .upgrade import bring_up

    bring_up()
    from django.conf import settings
    from django.utils import timezone

    from coproduce.blueprints.runs.demo import make_demo_town

    made = make_demo_town(at=timezone.now())
    print("The demo town is made." if made else "The demo town is already here.")
    print("To become one of its people: the link at the foot of each page.")
    if not options.serve:
        print(f"Its address, once it is served: {settings.SITE_ADDRESS}")
        return 0
    from .serve import serve

    return serve(["--port", str(options.port)])
