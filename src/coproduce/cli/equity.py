"""``coproduce equity``: who takes part, and how numbers about groups may be shown."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from coproduce.cli.door import add_family
from coproduce.cli.equity_suppress import add_suppress
from coproduce.cli.words import Speaker

if TYPE_CHECKING:
    Families = argparse._SubParsersAction[argparse.ArgumentParser]


def add(families: Families, common: argparse.ArgumentParser, speaker: Speaker) -> None:
    """Add the ``equity`` commands to the parser."""
    commands = add_family(families, "equity", speaker)
    add_suppress(commands, common, speaker)
