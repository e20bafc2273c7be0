"""BLT files: the plain form in which elections by single transferable vote are exchanged."""

from __future__ import annotations

import re

from coproduce.methods.ranking.files.reading import Reading, Wrong, ids_of, ranked, too_many, whole
from coproduce.methods.ranking.votes import Rankings

Line = tuple[int, str]


def read_blt(text: str) -> Reading:
    """Read a BLT file.

    First ``options seats``; then perhaps ``-3 -5`` (withdrawn); then a ballot a line, ``times 2 3=1 4 0``, ``-`` for a
    preference left out; a line ``0`` ends them; then the options' names and a title, each a line in quotes. Withdrawn
    options are taken off every ballot. ``#`` begins a remark.

    Source: I. D. Hill, B. A. Wichmann and D. R. Woodall, The Computer Journal 30 (1987), doi:10.1093/comjnl/30.3.277.
    """
    wrong = Wrong()
    lines = [(n, said) for n, line in enumerate(text.splitlines(), start=1) if (said := _without_remark(line))]
    number, head = lines[0]
    options, seats = (whole(part, digits=9) for part in head.split())
    if not options:
        wrong(number, "rank.file.head_unreadable", field="options")
    elif too_many(options):
        wrong(number, "rank.file.too_many_options", count=options)
    wrong.refuse()
    numbers = [str(place) for place in range(1, (options or 0) + 1)]
    end = next((at for at, (_, said) in enumerate(lines[1:], start=1) if said == "0"), None)
    if end is None:
        wrong(lines[-1][0], "rank.file.not_ended")
        wrong.refuse()
    quoted = [(n, _unquoted(n, said, wrong)) for n, said in lines[(end or 0) + 1 :]]
    called = dict(zip(numbers, (name for _, name in quoted), strict=False))
    if quoted and len(quoted) < len(numbers):
        wrong(quoted[-1][0], "rank.file.count_differs", field="options", value=len(numbers), counted=len(quoted))
    ids, names = ids_of(numbers, called)
    gone: set[str] = set()
    ballots, times = [], []
    for number, said in lines[1:end]:
        if re.fullmatch(r"(?:-\d+\s*)+", said, re.ASCII):
            gone |= set(said.replace("-", " ").split())
            continue
        parts = said.split()
        many = whole(parts[0], digits=15)
        if not many:
            wrong(number, "rank.file.times_unreadable", value=parts[0])
            continue
        if parts[-1] != "0" or len(parts) < 2:
            wrong(number, "rank.file.not_ended")
            continue
        groups = (part.split("=") if part != "-" else [] for part in parts[1:-1])
        ballots.append(ranked(groups, ids, number, wrong))
        times.append(many)
    for withdrawn in sorted(gone - set(numbers)):
        wrong(number, "rank.file.option_unknown", option=withdrawn)
    wrong.refuse()
    left = {number: id_ for number, id_ in ids.items() if number not in gone}
    kept = set(left.values())
    cleaned = [[[id_ for id_ in group if id_ in kept] for group in ballot] for ballot in ballots]
    vote = Rankings.of(kept, cleaned, times=times, names={n: name for n, name in names.items() if n in left})
    title = quoted[len(numbers)][1] if len(quoted) > len(numbers) else ""
    return Reading(vote, seats=seats or None, title=title)


def _without_remark(line: str) -> str:
    return line.strip() if '"' in line else line.partition("#")[0].strip()


def _unquoted(number: int, said: str, wrong: Wrong) -> str:
    if len(said) < 2 or said[0] != '"' or said[-1] != '"':
        wrong(number, "rank.file.line_unreadable", value=said[:80])
    return said.strip('"').strip()
