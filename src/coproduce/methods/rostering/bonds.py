"""Who comes with whom, and who keeps apart: lists of people in a rota."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coproduce.methods._shared import MethodError

Lists = tuple[tuple[str, ...], ...]


def lists_of(given: Iterable[Iterable[str]], people: Collection[str]) -> Lists:
    """Each list once, its people once, all in order of id.

    Raises:
        MethodError: ``roster_person_unknown``; ``roster_list_too_short`` (fewer than two different people).
    """
    found = set()
    for one in given:
        names = tuple(sorted(set(one)))
        for name in names:
            if name not in people:
                raise MethodError("roster_person_unknown", {"person": name[:200]})
        if len(names) < 2:
            raise MethodError("roster_list_too_short", {"people": ", ".join(names)})
        found.add(names)
    return tuple(sorted(found))


def joined_up(lists: Lists) -> Lists:
    """Lists that share somebody put together: who comes with me comes with whoever comes with me.

    >>> joined_up((("a", "b"), ("b", "c"), ("d", "e")))
    (('a', 'b', 'c'), ('d', 'e'))
    """
    party: dict[str, set[str]] = {}
    for one in lists:
        whole = set(one).union(*(party[name] for name in one if name in party))
        party.update(dict.fromkeys(whole, whole))
    return tuple(sorted({tuple(sorted(whole)) for whole in party.values()}))


def agree(together: Lists, apart: Lists) -> None:
    """Nobody may have to come with somebody they must keep apart from.

    Raises:
        MethodError: ``roster_together_and_apart`` with the first two.
    """
    party = {name: one for one in together for name in one}
    for names in apart:
        seen: dict[tuple[str, ...], str] = {}
        for name in names:
            if name in party:
                other = seen.setdefault(party[name], name)
                if other != name:
                    raise MethodError("roster_together_and_apart", {"person": other, "other": name})
