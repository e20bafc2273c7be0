"""Write an election as a ``.pb`` file. Voters are numbered afresh: the file says nothing about who they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from coproduce.methods._shared import in_units
from coproduce.methods.budgeting.pabulib.reading import WITHDRAWN_COST
from coproduce.methods.budgeting.types import Election, Project


def write(election: Election, *, meta: Mapping[str, str] | None = None, selected: Collection[str] | None = None) -> str:
    """The election in the Pabulib format, approval votes; read back it is the same election.

    ``meta``: further META lines such as description, country, date_begin; the counts, budget and vote type are the
    election's own. ``selected``: ids of the funded projects, when the outcome is known.
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
    extra = [] if selected is None else ["selected"]
    writer.writerow(["project_id", "cost", "votes", "name", "category", *extra])
    for project, count in zip(election.projects, votes, strict=True):
        mark = [] if selected is None else [int(project.id in selected)]
        cost = _cost(project, election.unit)
        writer.writerow([project.id, cost, count, project.name, ",".join(project.category), *mark])
    writer.writerow(["VOTES"])
    writer.writerow(["voter_id", "vote"])
    writer.writerows(_votes(election))
    return out.getvalue()


def _meta(election: Election, meta: Mapping[str, str]) -> list[tuple[str, str]]:
    own = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": in_units(election.budget, unit=election.unit),
        "vote_type": "approval",
    }
    others = [(key, " ".join(value.split())) for key, value in meta.items() if key not in own]
    return [*others, *own.items()]


def _cost(project: Project, unit: int) -> str:
    return WITHDRAWN_COST if project.withdrawn else in_units(project.cost, unit=unit)


def _votes(election: Election) -> Iterator[tuple[int, str]]:
    voter = 0
    for ballot, times in election.ballots:
        vote = ",".join(election.projects[place].id for place in ballot)
        for _ in range(times):
            voter += 1
            yield voter, vote
