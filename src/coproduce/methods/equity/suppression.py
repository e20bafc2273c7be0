"""Rule K10-R5: which numbers about groups of people may be shown, and how.

Nothing under ten is shown and everything else is rounded to five; so much more is hidden that no hidden number can be
worked out to a width below five. Not differential privacy: somebody who knows all others of a cell learns the last.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from fractions import Fraction

from coproduce.methods._shared import MethodError, Reason, nearest
from coproduce.methods.equity.suppression_attack import range_of
from coproduce.methods.equity.suppression_flow import Flow
from coproduce.methods.equity.suppression_pair import Pair
from coproduce.methods.equity.suppression_types import Counts, Place, Published, ShownCell

LEAST_PEOPLE, LEAST_CELL, LEAST_WIDTH = 40, 10, 5
LEAST_MONTHS, LEAST_NEW, LEAST_CHANGED = 3, 100, 10
_SLACK = 1e-6
"""Relative to widths of five and more, what the solver may be off."""


def round_to_five(n: int) -> int:
    """The nearest multiple of five.

    >>> [round_to_five(n) for n in (10, 12, 13, 17, 18)]
    [10, 10, 15, 15, 20]
    """
    return 5 * ((n + 2) // 5)


def suppress(counts: Counts, *, previous: Published | None = None, changed: int | None = None) -> Published:
    """Publish a table by the rule, or say why not.

    Of fewer than 40 people nothing is shown. A number up to 9, zero included, is under 10; else it is rounded to
    five, margins from their own number. A row or column with exactly one hidden cell loses its smallest shown one too,
    until none is left. Then every hidden number is attacked by linear programming, alone and with the ``previous``
    edition, and while one could be bounded to a width below five, the smallest number beside it goes too.

    ``changed``: how many people joined or left since the previous edition; under ten it is not issued again. The reader
    takes it that all of them joined, unless the two editions show that somebody left. Alone the
    attack is a flow in a network: O(rows x columns) for a hidden number, and what is proved once is not asked again.
    With a previous edition it is a linear programme of three times the cells, solved from where it stood.

    Raises:
        MethodError: ``counts_other_groups`` when the previous edition has other rows or columns.
    """
    if previous is not None and (previous.rows, previous.columns) != (counts.rows, counts.columns):
        raise MethodError("counts_other_groups")
    if counts.count((-1, -1)) < LEAST_PEOPLE:
        return _withheld(counts, "withheld.small", least=LEAST_PEOPLE)
    if previous is not None and changed is not None and changed < LEAST_CHANGED:
        return _withheld(counts, "withheld.few_changed", least=LEAST_CHANGED)
    shown = {place: _first(counts, place) for place in counts.places()}
    hide_single_gaps(counts, shown)
    return hide_until_safe(counts, shown, previous, changed)


def _withheld(counts: Counts, code: str, **params: int) -> Published:
    return Published(counts.rows, counts.columns, (), Reason(code, params))


def _first(counts: Counts, place: Place) -> ShownCell:
    if not any(counts.within(place)):
        return ShownCell("impossible")
    n = counts.count(place)
    return ShownCell("shown", round_to_five(n)) if n >= LEAST_CELL else ShownCell("under_10")


def _lines(counts: Counts) -> Iterator[list[Place]]:
    for i in range(len(counts.rows)):
        yield list(counts.within((i, -1)))
    for j in range(len(counts.columns)):
        yield list(counts.within((-1, j)))


def hide_single_gaps(counts: Counts, shown: dict[Place, ShownCell]) -> None:
    """Secondary suppression: beside a lone gap the smallest shown cell goes too, until stable. Changes ``shown``."""
    lines = list(_lines(counts))
    changed = True
    while changed:
        changed = False
        for line in lines:
            left = [place for place in line if shown[place].state == "shown"]
            if left and len(left) == len(line) - 1:
                shown[min(left, key=lambda place: (counts.count(place), place))] = ShownCell("hidden")
                changed = True


def hide_until_safe(
    counts: Counts, shown: dict[Place, ShownCell], previous: Published | None = None, changed: int | None = None
) -> Published:
    """Hide more until every hidden number has a width of five; withhold the table where that cannot be reached."""
    reader = Reader(counts, shown, previous, changed)
    while True:
        narrow = narrow_place(reader)
        if narrow is None:
            return Published(counts.rows, counts.columns, tuple(sorted(shown.items())))
        beside = _beside(narrow, shown)
        if not beside:
            return _withheld(counts, "withheld.attack")
        place = min(beside, key=lambda place: (-1 in place, counts.count(place), place))
        shown[place] = ShownCell("hidden")
        reader.show(place, shown[place])


class Reader:
    """What a reader of the editions is known not to be able to work out. Hiding more never takes that away."""

    def __init__(
        self, counts: Counts, shown: dict[Place, ShownCell], previous: Published | None, changed: int | None
    ) -> None:
        self.hidden = sorted(place for place, what in shown.items() if what.state in ("under_10", "hidden"))
        self.older: list[Place] = []
        seen = {place: range_of(what) for place, what in shown.items() if what.state != "impossible"}
        self.alone, self.pairs = Flow(counts, seen), list[Pair]()
        if previous is not None and previous.withheld is None and changed is not None:
            width = LEAST_WIDTH - _SLACK
            self.pairs = [Pair(counts, shown, previous, changed, width, leavers=left) for left in (False, True)]
            self.older = [place for place, what in previous.places if what.state in ("under_10", "hidden")]

    def show(self, place: Place, what: ShownCell) -> None:
        """One more place is hidden."""
        insort(self.hidden, place)
        self.alone.bound(place, *range_of(what))
        for pair in self.pairs:
            pair.show(place, what)


def narrow_place(reader: Reader) -> Place | None:
    """A hidden place that a reader can bound to a width below five: by this edition alone, or with the one before."""
    for place in reader.hidden:
        if reader.alone.is_narrow(place, LEAST_WIDTH):
            return place
    for pair in reader.pairs:
        for places, older in ((reader.hidden, False), (reader.older, True)):
            found = pair.narrow(places, older=older)
            if found is not None:
                return found
        if pair.fits:  # a reader who cannot tell whether somebody left knows less than one who can
            break
    return None


def _beside(place: Place, shown: dict[Place, ShownCell]) -> list[Place]:
    """What may still be hidden for the sake of a place: in its row or column first, then anywhere but the total."""
    left = [p for p, what in shown.items() if what.state == "shown" and p != (-1, -1)]
    return [p for p in left if p[0] == place[0] or p[1] == place[1]] or left


def shown_percent(part: ShownCell, whole: ShownCell) -> int | None:
    """Whole percent from published numbers; None where either is hidden or the whole is under 40."""
    if part.value is None or whole.value is None or whole.value < LEAST_PEOPLE:
        return None
    return nearest(Fraction(100 * part.value, whole.value))


def shown_ratio(part: ShownCell, whole: ShownCell, census: Fraction) -> tuple[Fraction, Fraction, Fraction] | None:
    """A group's share over its share in the census, with the least and the most that rounding leaves open.

    Raises:
        MethodError: ``counts_share_invalid`` when the census share is not above 0 and at most 1.
    """
    if not 0 < census <= 1:
        raise MethodError("counts_share_invalid")
    if part.value is None or whole.value is None or whole.value < LEAST_PEOPLE:
        return None
    n, all_ = part.value, whole.value
    middle, low, high = Fraction(n, all_), Fraction(n - 2, all_ + 2), Fraction(n + 2, all_ - 2)
    return middle / census, low / census, high / census


def shown_magnitude(parts: Sequence[int]) -> int | None:
    """A sum of hours or money given by people, to three figures; None where it tells too much of one or two of them.

    At least ten give, the largest at most half and the two largest at most three quarters.

    >>> shown_magnitude([1234] * 10), shown_magnitude([100] * 9), shown_magnitude([1000, *[10] * 20])
    (12300, None, None)
    """
    for part in parts:
        if isinstance(part, bool) or not isinstance(part, int) or part < 0:
            raise MethodError("counts_invalid", {"column": "parts", "value": str(part)[:40]})
    given = sorted((part for part in parts if part), reverse=True)
    total = sum(given)
    if len(given) < LEAST_CELL or 2 * given[0] > total or 4 * (given[0] + given[1]) > 3 * total:
        return None
    step = int(10 ** max(len(str(total)) - 3, 0))
    return int(nearest(Fraction(total, step)) * step)


def may_publish(*, months: int, joined: int) -> Reason | None:
    """Whether an edition may follow the last one: after three months, or with 100 new people. None: it may."""
    if months >= LEAST_MONTHS or joined >= LEAST_NEW:
        return None
    return Reason("withheld.early", {"months": LEAST_MONTHS, "joined": LEAST_NEW})


def merged(counts: Counts) -> Counts:
    """Rows of a sensitive table in which one answer takes more than 90 % are joined to the smallest other row.

    So nobody's answer can be told from their group. Repeats until no such row is left, or one row alone.
    """
    rows = [(name, list(cells)) for name, cells in zip(counts.rows, counts.cells, strict=True)]

    def size(row: tuple[str, list[int | None]]) -> int:
        return sum(n or 0 for n in row[1])

    while len(rows) > 1:
        telling = [row for row in rows if 10 * max(n or 0 for n in row[1]) > 9 * size(row)]
        if not telling:
            break
        first = min(telling, key=lambda row: (size(row), row[0]))
        other = min((row for row in rows if row is not first), key=lambda row: (size(row), row[0]))
        pairs = zip(first[1], other[1], strict=True)
        joined = [None if a is None and b is None else (a or 0) + (b or 0) for a, b in pairs]
        rows = [row for row in rows if row is not first and row is not other]
        rows.append((" + ".join(sorted((first[0], other[0]))), joined))
    return Counts(tuple(name for name, _ in rows), counts.columns, tuple(tuple(c) for _, c in rows), counts.crossed)
