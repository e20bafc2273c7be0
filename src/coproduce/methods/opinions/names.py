"""Ids of people and statements, and the one order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from coproduce.methods._shared import MethodError, is_printable

LONGEST = 200


def by_number(name: str) -> tuple[int, int, str]:
    """Where an id stands: whole numbers first, as numbers, then other texts letter by letter.

    >>> sorted(["10", "9", "b", "07"], key=by_number)
    ['9', '10', '07', 'b']
    """
    return (0, int(name), "") if is_number(name) else (1, 0, name)


def is_number(name: str) -> bool:
    """Whether an id is a whole number as a program writes it: no sign, no leading zero."""
    return name.isascii() and name.isdigit() and (name[0] != "0" or name == "0")


def is_plain(name: str) -> bool:
    """Whether a text may be an id: not empty, no outer spaces, at most 200 characters, no control characters."""
    if not 0 < len(name) <= LONGEST or name != name.strip():
        return False
    return is_printable(name)


def check_ids(names: Sequence[str], what: str) -> None:
    """Refuse ids that are not plain, stand twice or stand out of order.

    Raises:
        MethodError: ``person_id_invalid``, ``person_twice``, ``people_unsorted``, and the same of ``statement``.
    """
    for name in names:
        if not isinstance(name, str) or not is_plain(name):
            raise MethodError(f"{what}_id_invalid", {what: repr(name)[: LONGEST + 2]})
    keys = [by_number(name) for name in names]
    for before, after, name in zip(keys, keys[1:], names[1:], strict=False):
        if before == after:
            raise MethodError(f"{what}_twice", {what: name})
        if before > after:
            raise MethodError("people_unsorted" if what == "person" else "statements_unsorted", {what: name})
