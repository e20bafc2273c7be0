"""``coproduce runs``: play every blueprint's Run and print what came out."""

from __future__ import annotations

import argparse

from ._web import ready


def runs(argv: list[str]) -> int:
    """Play every blueprint's Run in an empty database that is thrown away, and print the table."""
    parser = argparse.ArgumentParser(prog="coproduce runs", description=runs.__doc__)
    parser.add_argument("--seed", default="coproduce", help="seed of the invented people's choices")
    options = parser.parse_args(argv)
    ready()
    from coproduce.blueprints.runs import play_all

    results = play_all(seed=options.seed)
    for row in results:
        print(f"{row.blueprint:8} {'passed' if row.passed else 'FAILED':7} {row.line}")
    return 0 if all(row.passed for row in results) else 1
