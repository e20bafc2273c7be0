"""Agenda power: whose options stood on the ballots, and what was taken away before the vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coproduce.methods._measures import Measure, checked_count, share_of


def agenda(
    *, options: int, from_citizens: int, proposals: int, removed: Mapping[str, int] | None = None, period: str = ""
) -> tuple[Measure, ...]:
    """Share of options that began with citizens; share of their proposals removed before the vote, also by reason.

    ``options``: on the ballots; ``from_citizens`` of them began as citizens' proposals. ``proposals``: all that
    citizens made; ``removed``: reason -> how many were taken away.

    >>> [str(one.value) for one in agenda(options=8, from_citizens=6, proposals=12, removed={"law": 3, "cost": 3})]
    ['3/4', '1/2', '1/4', '1/4']
    """
    gone = dict(sorted((removed or {}).items()))
    for name, count in _named(options, from_citizens, proposals, gone):
        checked_count(count, name)
    checked_count(options - from_citizens, "from_citizens")
    checked_count(proposals - sum(gone.values()), "removed")
    return (
        share_of("options_from_citizens", from_citizens, options, period=period),
        share_of("proposals_removed", sum(gone.values()), proposals, period=period),
        *(share_of(f"removed: {reason}", count, proposals, period=period) for reason, count in gone.items()),
    )


def _named(options: int, from_citizens: int, proposals: int, gone: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    yield from (("options", options), ("from_citizens", from_citizens), ("proposals", proposals))
    yield from gone.items()
