"""The way in: loads the commands, and lets an interruption meanwhile end as quietly as one of a count.

This file imports next to nothing, so that hardly a moment is left in which Ctrl-C shows the inside of the program.
"""

from __future__ import annotations

import os
import sys

from coproduce.cli.tongue import language_of, wish_of

INTERRUPTED = 130
SAID = {"en": "Interrupted.", "fr": "Interrompu."}


def main() -> int:
    """Run ``coproduce`` with the arguments of the process; return the exit code."""
    try:
        from coproduce.cli.main import main as run
    except KeyboardInterrupt:
        print(SAID[language_of(wish_of(sys.argv[1:]), os.environ)], file=sys.stderr)
        return INTERRUPTED
    return run()
