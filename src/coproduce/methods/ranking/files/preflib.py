"""PrefLib files of rankings: strict or with ties, complete or not (.soc, .soi, .toc, .toi)."""

from __future__ import annotations

import re

from coproduce.methods.ranking.files.reading import Reading, Wrong, ids_of, ranked, too_many, whole
from coproduce.methods.ranking.votes import Rankings

_BALLOT = re.compile(r"\{[^{}]*\}|[^,{}]+")


def read_preflib(text: str) -> Reading:
    """Read a PrefLib file: ``# ALTERNATIVE NAME 1: ...`` lines, then ``how many: 1,{2,3},4`` a line.

    Source: N. Mattei and T. Walsh, PrefLib, doi:10.1007/978-3-642-41575-3_20; https://preflib.github.io/PrefLib-Jl/.
    """
    wrong = Wrong()
    called: dict[str, str] = {}
    facts: dict[str, str] = {}
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            if found := re.fullmatch(r"ALTERNATIVE NAME (\d+)", key.strip(), re.ASCII):
                if found[1] in called:
                    wrong(number, "rank.file.option_twice", option=found[1])
                called[found[1]] = value.strip()
            facts[key.strip()] = value.strip()
        elif line.strip():
            lines.append((number, line))
    count = whole(facts.get("NUMBER ALTERNATIVES", ""), digits=9)
    if count is None or count == 0:
        wrong(0, "rank.file.head_unreadable", field="NUMBER ALTERNATIVES")
    elif too_many(count):
        wrong(0, "rank.file.too_many_options", count=count)
    elif called and len(called) != count:
        wrong(0, "rank.file.count_differs", field="NUMBER ALTERNATIVES", value=count, counted=len(called))
    wrong.refuse()
    numbers = list(called) or [str(n) for n in range(1, (count or 0) + 1)]
    ids, names = ids_of(numbers, called)
    ballots, times = [], []
    for number, line in lines:
        many, _, ranking = line.partition(":")
        counted = whole(many.strip(), digits=15)
        groups = _groups(ranking, ids, number, wrong)
        if not counted:
            wrong(number, "rank.file.times_unreadable", value=many.strip())
        elif groups is not None:
            ballots.append(groups)
            times.append(counted)
    said = whole(facts.get("NUMBER VOTERS", ""), digits=15)
    if not wrong.problems and said is not None and said != sum(times):
        wrong(0, "rank.file.count_differs", field="NUMBER VOTERS", value=said, counted=sum(times))
    wrong.refuse()
    return Reading(Rankings.of(ids.values(), ballots, times=times, names=names), title=facts.get("TITLE", ""))


def _groups(ranking: str, ids: dict[str, str], line: int, wrong: Wrong) -> list[list[str]] | None:
    """The groups of a ballot, or None where something is wrong with it, which is then noted."""
    before = len(wrong.problems)
    if _BALLOT.sub("", ranking).replace(",", "").strip():
        wrong(line, "rank.file.line_unreadable", value=ranking.strip()[:80])
        return None
    parts = (part.strip().strip("{}").split(",") for part in _BALLOT.findall(ranking))
    named = ([option for each in part if (option := each.strip())] for part in parts)
    groups = [group for group in ranked(named, ids, line, wrong) if group]
    return groups if len(wrong.problems) == before else None
