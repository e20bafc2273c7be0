"""CSV files of votes: one ballot a line, or one option a line, or one answer a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from coproduce.methods._tables import Row, Table, read_table
from coproduce.methods.ranking.files.reading import Reading, Wrong, too_many, whole
from coproduce.methods.ranking.votes import MOST_SCORE, Pairs, Rankings, Scores, Stance, Stances

CELLS = ("ranks", "scores")
KNOWN = ("voter", "option", "rank", "score", "stance", "reason", "winner", "loser", "equal", "times")
YES, NO = {"1", "yes", "true", "x"}, {"", "0", "no", "false"}
_STANCES: dict[str, Stance] = {stance: stance for stance in get_args(Stance)}


def read_csv(data: bytes, *, cells: str) -> Reading:
    """Read a CSV of votes, whose form its head tells.

    - ``voter,option,rank`` or ``voter,option,score``: an option a line; ``voter,option`` alone approves.
    - ``voter,option,stance,reason``: a consent round.
    - ``winner,loser`` and perhaps ``voter``, ``equal``, ``times``: an answer a line.
    - otherwise a ballot a line and a column an option, beside ``voter`` and ``times``: ``cells`` are ranks (1 best,
      empty unranked, equal allowed) or scores.
    """
    table = read_table(data, aliases={name: name for name in KNOWN})
    columns = set(table.columns)
    if {"winner", "loser"} <= columns:
        return _pairs(table)
    if "option" in columns and "voter" in columns:
        return _long(table, columns)
    return _wide(table, cells)


def _times(row: Row, wrong: Wrong) -> int:
    text = row.cells.get("times", "1")
    many = whole(text, digits=15)
    if not many:
        wrong(row.line, "rank.file.times_unreadable", value=text)
    return many or 1


def _wide(table: Table, cells: str) -> Reading:
    wrong = Wrong()
    options = [name for name in table.columns if name and name not in ("voter", "times")]
    if not options:
        wrong(1, "rank.file.kind_unknown")
    if too_many(len(options)):
        wrong(1, "rank.file.too_many_options", count=len(options))
    wrong.refuse()
    voters: set[str] = set()
    ballots, times = list[Mapping[str, int]](), []
    for row in table.rows:
        voter = row.cells.get("voter", "")
        if voter and voter in voters:
            wrong(row.line, "rank.file.said_twice", voter=voter, option="")
        voters.add(voter)
        given = {option: _number(row, option, cells, wrong) for option in options if row[option]}
        ballots.append({option: value for option, value in given.items() if value is not None})
        times.append(_times(row, wrong))
    wrong.refuse()
    if cells == "scores":
        return Reading(Scores.of(options, ballots, times=times))
    return Reading(Rankings.of(options, map(_in_groups, ballots), times=times))


def _number(row: Row, column: str, cells: str, wrong: Wrong) -> int | None:
    value = whole(row[column], digits=7, signed=cells == "scores")
    if value is None or abs(value) > MOST_SCORE or (cells == "ranks" and value < 1):
        wrong(row.line, "rank.file.cell_unreadable", column=column, value=row[column][:40], cells=cells)
        return None
    return value


def _in_groups(ranks: Mapping[str, int]) -> list[list[str]]:
    """Options by rank, best first; numbers left out do not matter."""
    return [[o for o, rank in ranks.items() if rank == this] for this in sorted(set(ranks.values()))]


def _long(table: Table, columns: set[str]) -> Reading:
    wrong = Wrong()
    kinds = [name for name in ("rank", "score", "stance") if name in columns]
    if len(kinds) > 1:
        wrong(1, "rank.file.rank_and_score", columns=", ".join(kinds))
    wrong.refuse()
    kind = kinds[0] if kinds else "approval"
    said: dict[str, dict[str, Row]] = {}
    for row in table.rows:
        own = said.setdefault(row["voter"], {})
        if row["option"] in own:
            wrong(row.line, "rank.file.said_twice", voter=row["voter"], option=row["option"])
        own[row["option"]] = row
    options = {option for own in said.values() for option in own}
    if too_many(len(options)):
        wrong(0, "rank.file.too_many_options", count=len(options))
    if kind == "stance":
        stances = [{o: _stance(row, wrong) for o, row in own.items()} for own in said.values()]
        wrong.refuse()
        return Reading(Stances.of(options, stances))
    if kind == "approval":
        wrong.refuse()
        return Reading(Scores.of(options, [dict.fromkeys(own, 1) for own in said.values()]))
    cells = f"{kind}s"
    ballots = [{o: _number(row, kind, cells, wrong) for o, row in own.items() if row[kind]} for own in said.values()]
    wrong.refuse()
    given = [{o: value for o, value in ballot.items() if value is not None} for ballot in ballots]
    if kind == "score":
        return Reading(Scores.of(options, given))
    return Reading(Rankings.of(options, map(_in_groups, given)))


def _stance(row: Row, wrong: Wrong) -> tuple[Stance, str]:
    stance = _STANCES.get(row["stance"].casefold())
    reason = row.cells.get("reason", "")
    if stance is None:
        wrong(row.line, "rank.file.stance_unknown", value=row["stance"][:40], stances=", ".join(_STANCES))
    if stance == "objection" and not reason:
        wrong(row.line, "rank.file.without_reason", voter=row["voter"], option=row["option"])
    return stance or "aside", reason


def _pairs(table: Table) -> Reading:
    wrong = Wrong()
    answers, times = list[tuple[str, str, bool]](), []
    seen: dict[str, list[tuple[str, str]]] = {}
    for row in table.rows:
        equal = row.cells.get("equal", "").casefold()
        if equal not in YES | NO:
            wrong(row.line, "rank.file.cell_unreadable", column="equal", value=equal[:40], cells="yes")
        for column in ("winner", "loser"):
            if not row[column]:
                wrong(row.line, "rank.file.cell_unreadable", column=column, value="", cells="option")
        if row["winner"] == row["loser"]:
            wrong(row.line, "rank.file.ranked_twice", option=row["winner"])
        answers.append((row["winner"], row["loser"], equal in YES))
        times.append(_times(row, wrong))
        if voter := row.cells.get("voter"):
            seen.setdefault(voter, []).append((row["winner"], row["loser"]))
    wrong.refuse()
    options = {option for one, other, _ in answers for option in (one, other)}
    vote = Pairs.of(options, answers, times=times)
    return Reading(vote, seen={voter: tuple(pairs) for voter, pairs in seen.items()})
