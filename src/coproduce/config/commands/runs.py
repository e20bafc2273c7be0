"""``coproduce runs``: play every blueprint's Run and print what came out."""

from __future__ import annotations

import argparse

from ._web import is_up_to_date, ready


def runs(argv: list[str]) -> int:
    """Play the Run of every blueprint and print a line for each; what it makes is taken back."""
    parser = argparse.ArgumentParser(prog="coproduce runs", description=runs.__doc__)
    parser.add_argument(
        "--seed", default="coproduce", help="text from which the invented people's choices are drawn (coproduce)"
    )
    options = parser.parse_args(argv)
    ready()
    if not is_up_to_date("runs"):
        return 1
    from coproduce.blueprints.runs import play_all

    results = play_all(seed=options.seed)
    for row in results:
        print(f"{row.blueprint:8} {'passed' if row.passed else 'FAILED':7} {row.line}")
    return 0 if all(row.passed for row in results) else 1
