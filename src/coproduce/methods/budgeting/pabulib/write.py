"""Write an election as a ``.pb`` file. Voters are numbered afresh: the file says nothing about who they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from coproduce.methods._shared import Frozen, in_units
from coproduce.methods.budgeting.pabulib.reading import WITHDRAWN_COST
from coproduce.methods.budgeting.types import Election, Project


def write(election: Election, *, meta: Mapping[str, str] | None = None, selected: Collection[str] | None = None) -> str:
    """The election in the Pabulib format; read back it is the same election.

    ``meta``: further META lines such as description, country, date_begin; the counts, budget and vote type are the
    election's own (points are ``cumulative``, unless ``meta`` calls them ``scoring``). ``selected``: ids of the funded
    projects, when the outcome is known.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["META"])
    writer.writerows([("key", "value"), *_meta(election, meta or {})])
    writer.writerow(["PROJECTS"])
    votes = [0] * len(election.projects)
    for ballot, times in election.ballots:
        for place in ballot:
            votes[place] += times
    groups = [name for name in ("area", "target") if any(getattr(project, name) for project in election.projects)]
    extra = [_COLUMNS[name] for name in groups] + ([] if selected is None else ["selected"])
    writer.writerow(["project_id", "cost", "votes", "name", "category", *extra])
    for project, count in zip(election.projects, votes, strict=True):
        mark: list[object] = [text if isinstance(text := getattr(project, g), str) else ",".join(text) for g in groups]
        mark += [] if selected is None else [int(project.id in selected)]
        cost = _cost(project, election.unit)
        writer.writerow([project.id, cost, count, project.name, ",".join(project.category), *mark])
    writer.writerow(["VOTES"])
    writer.writerow(["voter_id", "vote", "points"] if election.kind == "points" else ["voter_id", "vote"])
    writer.writerows(_votes(election))
    return out.getvalue()


_COLUMNS: Mapping[str, str] = Frozen({"area": "neighborhood", "target": "target"})
_TYPES: Mapping[str, str] = Frozen({"approval": "approval", "points": "cumulative", "ranks": "ordinal"})


def _meta(election: Election, meta: Mapping[str, str]) -> list[tuple[str, str]]:
    own = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": in_units(election.budget, unit=election.unit),
        "vote_type": _TYPES[election.kind],
    }
    if meta.get("vote_type") == "scoring" and election.kind == "points":
        own["vote_type"] = "scoring"
    others = [(key, " ".join(value.split())) for key, value in meta.items() if key not in own]
    return [*others, *own.items()]


def _cost(project: Project, unit: int) -> str:
    return WITHDRAWN_COST if project.withdrawn else in_units(project.cost, unit=unit)


def _votes(election: Election) -> Iterator[tuple[object, ...]]:
    voter = 0
    marks = election.marks or ((),) * len(election.ballots)
    for (ballot, times), given in zip(election.ballots, marks, strict=True):
        if election.kind == "ranks":
            ballot = tuple(place for _, place in sorted(zip(given, ballot, strict=True)))
        vote = ",".join(election.projects[place].id for place in ballot)
        points = (",".join(map(str, given)),) if election.kind == "points" else ()
        for _ in range(times):
            voter += 1
            yield voter, vote, *points
