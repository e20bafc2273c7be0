"""A log of twelve acts, sound, and what is needed to spoil it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coproduce.methods.proofs import Frontier, Head, Log, LogEntry, canonical, enter, key_of, root_of, signed_head

ORIGIN = "town.example.org/log"
SECRET, NEXT = bytes(range(32)), bytes(range(1, 33))
HOURS = [f"2027-06-{day:02}T{hour:02}:00:00Z" for day in range(1, 4) for hour in (8, 9, 15, 15)]


def salt(seq: int) -> bytes:
    return seq.to_bytes(32, "big")


def payload(seq: int) -> dict[str, object]:
    return {"person": f"P{seq}", "said": "é" * seq}


def acts(
    size: int, *, start: Sequence[LogEntry] = (), other: str = "", about: Mapping[int, str] | None = None
) -> list[LogEntry]:
    """So many entries after those that are there; ``about`` makes a ``key`` entry of some places."""
    entries, frontier = list(start), Frontier().grown([entry.leaf for entry in start])
    while frontier.size < size:
        seq = frontier.size
        key = (about or {}).get(seq)
        event = "key" if key else ("promise", "answer", "notice")[seq % 3]
        entry, frontier = enter(
            frontier,
            hour=HOURS[seq % 12],
            event=event,
            about=key or f"thing-{seq}{other}",
            role="coordinator",
            payload=payload(seq),
            salt=salt(seq),
        )
        entries.append(entry)
    return entries


def head_over(entries: Sequence[LogEntry], secret: bytes = SECRET, size: int | None = None) -> str:
    leaves = [entry.leaf for entry in entries][:size]
    return signed_head(Head(len(leaves), root_of(leaves)), origin=ORIGIN, secret=secret)


def signed_by_both(entries: Sequence[LogEntry]) -> str:
    return head_over(entries) + head_over(entries, NEXT).split("\n\n")[1]


def log_of(entries: Sequence[LogEntry], *, secret: bytes = SECRET, heads: Sequence[str] = ()) -> Log:
    kept = {entry.seq: (salt(entry.seq), canonical(payload(entry.seq))) for entry in entries}
    records = tuple(entry.record for entry in entries)
    return Log(key_of(SECRET, ORIGIN).as_text(), records, head_over(entries, secret), tuple(heads), kept)
