"""The projects on the ballot paper: the same words for everybody, in an order of each voter's own.

What stands on a ballot is fixed at opening, so each project is drawn once a minute and not once a voter.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.cache import caches
from django.template.loader import get_template
from django.utils.translation import get_language

from coproduce.commissioning.ballots import queries

KEPT = 60


def choices(ballot: queries.Ballot, seed: str, *, ticked: Collection[str] = (), voting: bool) -> list[str]:
    """Each project as a piece of page, to tick (``voting``) or to read, in the order that ``seed`` draws."""
    key = f"choices:{ballot.fingerprint}:{get_language()}:{voting}"
    pieces = caches["pieces"]
    kept: dict[str, str] | None = None if ticked else pieces.get(key)
    if kept is None:
        template = get_template("ballots/_choice.html" if voting else "ballots/_project.html")
        kept = {
            option.code: template.render({"option": option, "ballot": ballot, "ticked": option.code in ticked})
            for option in queries.options_of(ballot)
        }
        if not ticked:
            pieces.set(key, kept, KEPT)
    return [kept[code] for code in queries.drawn_order(seed, kept)]
