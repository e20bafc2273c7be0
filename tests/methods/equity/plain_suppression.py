"""The rule written plainly: every hidden number is bounded by two linear programmes, each time from the start."""

from __future__ import annotations

from math import inf

from coproduce.methods._shared import Reason
from coproduce.methods.equity import Counts, Published, ShownCell, bounds, round_to_five

Place = tuple[int, int]
UNDER = 5 - 1e-6


def plain(counts: Counts, previous: Published | None = None, changed: int | None = None) -> Published:
    """For tables of 40 people and more, with ten and more changed."""
    shown = {place: first(counts, place) for place in counts.places()}
    lines = [[(i, j) for i, j in shown if i == row and j >= 0] for row in range(len(counts.rows))]
    lines += [[(i, j) for i, j in shown if j == column and i >= 0] for column in range(len(counts.columns))]
    lines = [[place for place in line if shown[place].state != "impossible"] for line in lines]
    stable = False
    while not stable:
        stable = True
        for line in lines:
            left = [place for place in line if shown[place].state == "shown"]
            if left and len(left) == len(line) - 1:
                shown[min(left, key=lambda place: (counts.count(place), place))] = ShownCell("hidden")
                stable = False
    while True:
        published = Published(counts.rows, counts.columns, tuple(sorted(shown.items())))
        narrow = pinned(counts, published, previous, changed)
        if narrow is None:
            return published
        left = [place for place, what in shown.items() if what.state == "shown" and place != (-1, -1)]
        near = [place for place in left if place[0] == narrow[0] or place[1] == narrow[1]] or left
        if not near:
            return Published(counts.rows, counts.columns, (), Reason("withheld.attack"))
        shown[min(near, key=lambda place: (-1 in place, counts.count(place), place))] = ShownCell("hidden")


def first(counts: Counts, place: Place) -> ShownCell:
    if not list(counts.within(place)):
        return ShownCell("impossible")
    n = counts.count(place)
    return ShownCell("shown", round_to_five(n)) if n >= 10 else ShownCell("under_10")


def fits(counts: Counts, published: Published, previous: Published, changed: int) -> bool:
    """Whether the two editions can be so that nobody left: else no bound of any hidden place is found."""
    found = [bounds(counts, published, previous, changed, older=older) for older in (False, True)]
    return any(low > -inf for one in found for low, _ in one.values())


def pinned(counts: Counts, published: Published, previous: Published | None, changed: int | None) -> Place | None:
    """The first hidden place with a width below five, alone and then with the edition before."""
    attacks = [bounds(counts, published)]
    if previous is not None and previous.withheld is None and changed is not None:
        attacks += [bounds(counts, published, previous, changed, older=older) for older in (False, True)]
        if not fits(counts, published, previous, changed):
            attacks[1:] = [bounds(counts, published, previous, changed, older=o, leavers=True) for o in (False, True)]
    return next((place for found in attacks for place, (low, high) in found.items() if high - low < UNDER), None)
