"""M11, evidence strength: for each declared aim the best grade, how many independent sources, and a baseline or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from coproduce.methods._measures import Measure, checked_ids, share_of
from coproduce.methods._shared import MethodError, Reason, digest
from coproduce.methods._tables import Cells, read_rows

Grade = Literal["none", "mentioned", "plausible", "corroborated", "tested"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""From weakest to strongest: said by somebody; it could well be so; others confirm it; tried against a comparison."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. ``source``: where it comes from; two pieces of one source are not independent."""

    source: str
    grade: Grade

    def __post_init__(self) -> None:
        if self.grade not in GRADES[1:]:
            raise MethodError("grade_unknown", {"grade": str(self.grade)[:40]})
        checked_ids([self.source])


@dataclass(frozen=True, slots=True)
class Aim:
    """A declared aim, whether its state was measured before anything was done, and what speaks for it."""

    id: str
    baseline: bool = False
    pieces: tuple[Piece, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", tuple(self.pieces))

    @property
    def grade(self) -> Grade:
        """The best grade of its pieces; without any it is ``none``."""
        return max((piece.grade for piece in self.pieces), key=GRADES.index, default="none")

    @property
    def sources(self) -> int:
        """How many sources there are, each counted once however it is spelled in capitals."""
        return len({piece.source.strip().casefold() for piece in self.pieces})


@dataclass(frozen=True, slots=True)
class Strength:
    """``aims``: id, grade, independent sources, baseline. ``baselines``, ``supported``: shares of aims."""

    aims: tuple[tuple[str, Grade, int, bool], ...]
    baselines: Measure
    supported: Measure
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "aims": [
                {"aim": id_, "grade": grade, "sources": sources, "baseline": baseline}
                for id_, grade, sources, baseline in self.aims
            ],
            "baselines": self.baselines.as_json(),
            "supported": self.supported.as_json(),
            "reasons": [reason.as_json() for reason in self.reasons],
        }
        return {**told, "digest": digest(told)}


def evidence_strength(aims: Iterable[Aim], *, period: str = "") -> Strength:
    """Best grade, independent sources and baseline of each aim; the shares of aims with a baseline and with evidence.

    ``supported`` counts aims whose grade is plausible or better. Grades are not added up: ten mentions are no test. A
    grade of ``corroborated`` that rests on a single source is told, for one source cannot confirm itself. O(n log n).

    >>> told = (Piece("survey", "tested"), Piece("Survey", "plausible"), Piece("diary", "mentioned"))
    >>> sleep = Aim("sleep", True, told)
    >>> found = evidence_strength([sleep, Aim("trust")])
    >>> found.aims, found.baselines.value
    ((('sleep', 'tested', 2, True), ('trust', 'none', 0, False)), Fraction(1, 2))
    """
    listed = sorted(aims, key=lambda aim: aim.id)
    checked_ids(aim.id for aim in listed)
    reasons = []
    for aim in listed:
        code = "strength.aim" if aim.pieces else "strength.without"
        facts = {"sources": aim.sources} if aim.pieces else {}
        reasons.append(Reason(code, {"aim": aim.id, "label": f"strength.{aim.grade}", **facts}))
        if aim.grade == "corroborated" and aim.sources < 2:
            reasons.append(Reason("strength.one_source", {"aim": aim.id}))
        if not aim.baseline:
            reasons.append(Reason("strength.no_baseline", {"aim": aim.id}))
    least = GRADES.index("plausible")
    supported = sum(GRADES.index(aim.grade) >= least for aim in listed)
    return Strength(
        tuple((aim.id, aim.grade, aim.sources, aim.baseline) for aim in listed),
        share_of("aims_with_baseline", sum(aim.baseline for aim in listed), len(listed), period=period),
        share_of("aims_supported", supported, len(listed), period=period),
        tuple(reasons),
    )


def read_aims(data: bytes) -> tuple[Aim, ...]:
    """A CSV with ``aim``, ``source`` and ``grade``, one line a piece of evidence, and if kept ``baseline`` (yes or no).

    A line without a source names an aim for which nothing speaks. A baseline told on one line of an aim holds for it.

    Raises:
        TableError: every wrong line at once, with its code.
    """
    lines = read_rows(data, ("aim", "source", "grade"), ("baseline",), _line)
    aims: dict[str, Aim] = {}
    for name, piece, baseline in lines:
        held = aims.get(name, Aim(name))
        pieces = (*held.pieces, piece) if piece else held.pieces
        aims[name] = Aim(name, held.baseline or baseline, pieces)
    return tuple(aims.values())


def _line(cells: Cells) -> tuple[str, Piece | None, bool]:
    aim, source = cells.name("aim"), cells.name("source", required=False)
    grade = cells.one_of("grade", GRADES, "none")
    if source and cells.row["grade"].casefold() in ("", "none"):
        cells.wrong("cell_not_one_of", "grade", choices=", ".join(GRADES[1:]))
    if not source and grade != "none":
        cells.wrong("cell_missing", "source")
    piece = Piece(source, next(g for g in GRADES if g == grade)) if source and grade != "none" else None
    return aim, piece, cells.truth("baseline", default=False)
