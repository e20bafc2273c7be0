"""The map of a conversation: what people agree on, which groups there are, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from coproduce.methods._shared import MethodError
from coproduce.methods.opinions.agreement import agreement
from coproduce.methods.opinions.consensus import consensus, group_informed
from coproduce.methods.opinions.conversation import Conversation, Ints, locked
from coproduce.methods.opinions.counts import Counts
from coproduce.methods.opinions.grouping import Earlier, Grouping, Mode, Options, Way
from coproduce.methods.opinions.matrix import Flags, extremities
from coproduce.methods.opinions.picture import Picture, laid_out, left_out
from coproduce.methods.opinions.polis import polis_groups
from coproduce.methods.opinions.representative import representative
from coproduce.methods.opinions.result import Group, OpinionMap
from coproduce.methods.opinions.routing import Routing, priorities
from coproduce.methods.opinions.stability import stability
from coproduce.methods.opinions.steady import stable_groups, stable_groups_of_each

MODES: Mapping[Mode, Way] = MappingProxyType({"stable": stable_groups, "polis": polis_groups})
"""Every way to find groups, by the name of its mode."""

Progress = Callable[[int, int], None]


def map_opinions(
    conversation: Conversation,
    options: Options | None = None,
    *,
    earlier: Earlier | None = None,
    progress: Progress | None = None,
) -> OpinionMap:
    """Map a conversation.

    Missing votes count as the mean of their statement; the two directions along which people differ most make a plane;
    people who voted enough are put into groups in it; votes are counted by group. ``mode="polis"`` does as a Polis
    server would from a standing start; ``mode="stable"`` does not depend on the order of votes. ``progress`` is told
    after each resample how many of how many are done. O(votes) a step of the axes and a resample; the memory needed
    beside the conversation grows with people and with statements, not with their product.

    Raises
    ------
    MethodError
        ``nobody_voted``: there is not one vote.

    References
    ----------
    Small, Bjorkegren, Erkkila, Shaw, Megill, *Polis: Scaling deliberation by mapping high dimensional opinion spaces*,
    Recerca 26(2), 2021, doi:10.6035/recerca.5516.
    """
    chosen = options or Options()
    if not len(conversation.votes):
        raise MethodError("nobody_voted")
    out = left_out(conversation, strict=chosen.strict)

    def fit(parts: Sequence[Conversation], out: Flags) -> list[tuple[Picture, Grouping]]:
        laid = [(laid_out(part, out, counting_all=chosen.mode == "polis"), part) for part in parts]
        if chosen.mode == "stable":
            found = stable_groups_of_each(laid, chosen)
        else:
            found = [MODES[chosen.mode](picture, part, chosen) for picture, part in laid]
        return [(picture, grouping) for (picture, _), grouping in zip(laid, found, strict=True)]

    picture = laid_out(conversation, out, counting_all=chosen.mode == "polis")
    grouping = MODES[chosen.mode](picture, conversation, chosen, earlier)
    labels, groups = grouping.labels, len(grouping.centres)
    counts = Counts.of(conversation, labels, groups)
    everybody = Counts.of(conversation, np.zeros(len(labels), dtype=np.int64), 1)
    ids = tuple(statement.id for statement in conversation.statements)
    return OpinionMap(
        options=chosen,
        people=conversation.people,
        statements=conversation.statements,
        labels=labels,
        picture=picture,
        groups=_groups(conversation, labels, groups),
        tried=grouping.tried,
        reasons=grouping.reasons,
        counts=counts,
        everybody=everybody,
        consensus=consensus(everybody, ids, out),
        group_informed=group_informed(counts.agrees, counts.seen),
        group_informed_against=group_informed(counts.disagrees, counts.seen),
        representative=representative(counts, ids, out),
        agreement=agreement(conversation, labels, counts),
        stability=stability(
            conversation, out, picture, labels, fit, resamples=chosen.resamples, seed=chosen.seed, progress=progress
        ),
        routing=_routing(conversation, counts, picture, chosen),
        left_out=locked(out),
    )


def _groups(conversation: Conversation, labels: Ints, groups: int) -> tuple[Group, ...]:
    return tuple(
        Group(group, tuple(conversation.people[row] for row in np.nonzero(labels == group)[0].tolist()))
        for group in range(groups)
    )


def _routing(conversation: Conversation, counts: Counts, picture: Picture, options: Options) -> Routing:
    """Votes of grouped people, as the counts by group have them; who may be shown goes by moderation alone."""
    agrees, disagrees, seen = (part.sum(axis=0) for part in (counts.agrees, counts.disagrees, counts.seen))
    meta = np.array([statement.meta for statement in conversation.statements], dtype=bool)
    extremity = extremities(picture.axes, picture.means, picture.width)
    least = 1 if options.strict else 0
    return Routing(
        ids=tuple(statement.id for statement in conversation.statements),
        priority=locked(priorities(agrees, disagrees, seen, extremity, meta)),
        seen=locked(seen),
        passes=locked(seen - agrees - disagrees),
        agrees=locked(agrees),
        extremity=locked(extremity),
        meta=locked(meta),
        open=locked(np.array([s.moderated >= least for s in conversation.statements], dtype=bool)),
    )
