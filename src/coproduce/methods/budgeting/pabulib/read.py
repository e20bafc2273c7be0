"""Read a ``.pb`` file into an election, or say line by line why not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coproduce.methods._shared import MethodError
from coproduce.methods.budgeting.bounds import KINDS
from coproduce.methods.budgeting.fence import groups_of
from coproduce.methods.budgeting.pabulib.ballots import read_votes
from coproduce.methods.budgeting.pabulib.bulk import parts_of, read_votes_in_bulk
from coproduce.methods.budgeting.pabulib.reading import LIMITS, Notebook, Reading
from coproduce.methods.budgeting.pabulib.tables import Head, Section, Table, read_meta, read_projects
from coproduce.methods.budgeting.types import Ballots, Election, Kind, Marks

_LARGE = 12_000
"""Bytes from which a file is first tried in bulk: below, setting up arrays takes longer than reading line by line."""

_SECTIONS = ("META", "PROJECTS", "VOTES")
_CONTROLS = bytes(c for c in range(32) if c not in (9, 10, 13)) + b"\x7f"
_CONTROL_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def read(source: bytes | str, *, unit: int = 100) -> Reading:
    """Read a Pabulib file. Never raises for what a file may contain: every trouble is a :class:`Problem`.

    ``source``: the file's bytes (UTF-8, with or without a byte order mark) or its text. Money becomes whole minor
    units, ``unit`` of them to one unit of the file. Points and ranks are kept as they are.
    """
    if isinstance(source, bytes) and len(source) >= _LARGE:
        found = in_bulk(source, unit=unit)
        if found is not None:
            return found
    return with_care(source, unit=unit)


def in_bulk(source: bytes, *, unit: int) -> Reading | None:
    """The reading of a file of ordinary make, by arrays; None where anything is not. What it gives is what
    ``with_care`` gives, several times faster where votes are many.
    """
    parts = parts_of(source)
    if parts is None:
        return None
    notes = Notebook()
    sections = _sections(parts.head, parts.head.split("\n"), notes)
    if sections is None or any(sections["VOTES"].lines):
        return None
    head = read_meta(sections["META"], notes, unit=unit)
    table = read_projects(sections["PROJECTS"], head, notes, unit=unit)
    found = None if notes.failed else read_votes_in_bulk(parts, sections["VOTES"].first, head, table, notes)
    return None if found is None else reading_of(head, table, found, notes, unit=unit)


def with_care(source: bytes | str, *, unit: int) -> Reading:
    """The reading of any file, line by line where something is odd."""
    notes = Notebook()
    text = _text(source, notes)
    if text is None:
        return Reading(None, {}, notes.problems())
    lines = text.split("\n")
    if not _within_limits(lines, notes):
        return Reading(None, {}, notes.problems())
    sections = _sections(text, lines, notes)
    if sections is None:
        return Reading(None, {}, notes.problems())
    head = read_meta(sections["META"], notes, unit=unit)
    table = read_projects(sections["PROJECTS"], head, notes, unit=unit)
    return reading_of(head, table, read_votes(sections["VOTES"], head, table, notes), notes, unit=unit)


def headed(source: bytes, notes: Notebook, *, unit: int) -> tuple[Head, Table] | None:
    """META and PROJECTS of a file, with or without votes; None, and an error noted, where they cannot be found."""
    text = _text(source, notes)
    if text is None:
        return None
    lines = text.split("\n")
    if not any(_heading(line) == "VOTES" for line in lines):
        lines.append("VOTES")
    sections = _sections("\n".join(lines), lines, notes) if _within_limits(lines, notes) else None
    if sections is None:
        return None
    head = read_meta(sections["META"], notes, unit=unit)
    return head, read_projects(sections["PROJECTS"], head, notes, unit=unit)


def reading_of(head: Head, table: Table, votes: tuple[Kind, Ballots, Marks], notes: Notebook, *, unit: int) -> Reading:
    """A reading of what was found; no election in it where anything was an error."""
    kind, ballots, marks = votes
    election = None
    if head.budget is not None and not notes.failed:
        try:
            election = Election(head.budget, table.projects, ballots, unit, kind, marks)
        except MethodError as refusal:
            notes.error(0, refusal.code, **refusal.params)
    if election is not None:
        _warn_of_nothing(election, notes)
    have = {(by, name) for project in table.projects for by in KINDS for name in groups_of(project, by)}
    bounds = tuple(bound for bound in head.bounds if (bound.by, bound.name) in have)
    return Reading(election, head.meta, notes.problems(), table.selected, bounds)


def _text(source: bytes | str, notes: Notebook) -> str | None:
    """Decode, drop the byte order mark, unify line ends, refuse control characters."""
    if len(source) > LIMITS.bytes:
        notes.error(0, "file_too_large", limit=LIMITS.bytes)
        return None
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            notes.error(source.count(b"\n", 0, wrong.start) + 1, "not_utf8")
            return None
        suspect = len(source.translate(None, _CONTROLS)) != len(source) or b"\xc2" in source
    else:
        text, suspect = source.removeprefix("\ufeff"), True
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if suspect:
        _refuse_controls(text, notes)
    return text


def _refuse_controls(text: str, notes: Notebook) -> None:
    line, counted = 1, 0
    for found in _CONTROL_TEXT.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        notes.error(line, "control_character", character=f"U+{ord(found[0]):04X}")
        if notes.full:
            return


def _within_limits(lines: Sequence[str], notes: Notebook) -> bool:
    if len(lines) > LIMITS.lines:
        notes.error(0, "too_many_lines", limit=LIMITS.lines)
        return False
    if max(map(len, lines)) > LIMITS.line:
        for number, line in enumerate(lines, start=1):
            if len(line) > LIMITS.line:
                notes.error(number, "line_too_long", limit=LIMITS.line)
        return False
    return True


def _warn_of_nothing(election: Election, notes: Notebook) -> None:
    for nothing, code in (
        (not election.budget, "budget_zero"),
        (not election.projects, "no_projects"),
        (not election.voters, "no_voters"),
    ):
        if nothing:
            notes.warn(0, code)


def _heading(line: str, filling: str = ";") -> str:
    return line.strip().rstrip(filling).strip().upper() if len(line) <= 40 else ""


def _sections(text: str, lines: Sequence[str], notes: Notebook) -> dict[str, Section] | None:
    """Find the three headings, in their order, each once."""
    found: dict[str, int] = {}
    for place, line in enumerate(lines):
        name = _heading(line)
        if name in found:
            notes.error(place + 1, "section_twice", section=name, first_line=found[name] + 1)
            return None
        if name in _SECTIONS:
            found[name] = place
            if name == "VOTES":
                break
    missing = [name for name in _SECTIONS if name not in found]
    if _other_separator(lines, found):
        notes.error(found.get("META", 0) + 1, "separator_wrong")
        return None
    for name in missing:
        notes.error(0, "section_missing", section=name)
    if missing:
        return None
    if not found["META"] < found["PROJECTS"] < found["VOTES"]:
        notes.error(found["VOTES"] + 1, "sections_out_of_order")
        return None
    again = _heading_again(text, lines, found["VOTES"])
    if again is not None:
        name, place = again
        notes.error(place + 1, "section_twice", section=name, first_line=found[name] + 1)
        return None
    ends = {"META": found["PROJECTS"], "PROJECTS": found["VOTES"], "VOTES": len(lines)}
    return {name: Section(found[name] + 2, lines[found[name] + 1 : ends[name]]) for name in _SECTIONS}


def _other_separator(lines: Sequence[str], found: dict[str, int]) -> bool:
    """Whether the headings, or the lines right after META and PROJECTS, have commas or tabs and no semicolon."""
    if len(found) < len(_SECTIONS):
        filled = {_heading(line, ",\t ") for line in lines[: LIMITS.projects] if "," in line or "\t" in line}
        return filled.issuperset(set(_SECTIONS) - set(found))
    heads = [next((line for line in lines[found[name] + 1 :] if line.strip()), "") for name in ("META", "PROJECTS")]
    return all(";" not in head and ("," in head or "\t" in head) for head in heads)


def _heading_again(text: str, lines: Sequence[str], votes: int) -> tuple[str, int] | None:
    """A heading among the votes. The text is searched first, since there may be millions of lines."""
    if not any(text.rfind(f"\n{name}") > text.find("\nVOTES") for name in _SECTIONS):
        return None
    return next(
        ((name, place) for place in range(votes + 1, len(lines)) if (name := _heading(lines[place])) in _SECTIONS), None
    )


__all__ = ["Head", "read"]
