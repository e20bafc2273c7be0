"""Check a log: entries, keys, the signed head, older heads, and the payloads that are still there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coproduce.methods._shared import Digested, MethodError, Reason
from coproduce.methods.proofs.canonical import canonical, read_json
from coproduce.methods.proofs.checking import Check
from coproduce.methods.proofs.log import Log, LogEntry, keys_of, read_entry
from coproduce.methods.proofs.merkle import Head, leaf_hash, root_of, roots_at
from coproduce.methods.proofs.notes import Key, Note, read_note
from coproduce.methods.proofs.restoring import Restoration, read_restoration

LOG_CHECKS = ("entries", "keys", "head", "past", "payloads")
"""The checks of a log, in the order in which they are made."""


@dataclass(frozen=True, slots=True)
class LogVerdict(Digested):
    """All checks of a log. ``passed``: each was made and passed."""

    size: int
    root: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    def _facts(self) -> dict[str, object]:
        checks = [check.as_json() for check in self.checks]
        return {"passed": self.passed, "size": self.size, "root": self.root, "checks": checks}


class _Failed(Exception):
    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.why = Reason(code, params)


@dataclass
class _Work:
    log: Log
    leaves: tuple[bytes, ...]
    held: tuple[str, ...]
    roles: tuple[Key, ...]
    entries: tuple[LogEntry, ...] | None = None
    keys: tuple[tuple[int, Key], ...] = ()

    def key_at(self, size: int) -> Key:
        """The key that signs a head of so many entries."""
        return [key for since, key in self.keys if since <= size][-1]


def check_log(log: Log, *, held: Sequence[str] = (), roles: Sequence[Key] = ()) -> LogVerdict:
    """Check everything that a log shows, and that it continues the heads that the reader kept.

    ``held``: signed heads kept from before. ``roles``: keys of those of whom two must sign a restored backup.
    O(n + k log n) hashes for n entries and k heads.
    """
    work = _Work(log, tuple(map(leaf_hash, log.records)), tuple(held), tuple(roles))
    made = dict(zip(LOG_CHECKS, (_entries, _keys, _head, _past, _payloads), strict=True))
    checks = tuple(_made(name, check, work) for name, check in made.items())
    return LogVerdict(len(work.leaves), root_of(work.leaves).hex(), checks)


def _made(name: str, check: Callable[[_Work], Reason], work: _Work) -> Check:
    try:
        return Check(name, True, check(work))
    except _Failed as failed:
        return Check(name, None if failed.why.code == "check.impossible" else False, failed.why)


def _entries(work: _Work) -> Reason:
    """Each is of the closed list, in its place, and no hour lies before the one above: nothing was put in later."""
    entries: list[LogEntry] = []
    for line, record in enumerate(work.log.records, start=1):
        try:
            entry = read_entry(record)
        except MethodError:
            raise _Failed("log.entry_unsound", line=line) from None
        if entry.seq != line - 1:
            raise _Failed("log.seq_other", line=line, seq=entry.seq)
        entries.append(entry)
    work.entries = tuple(entries)
    for line, (above, entry) in enumerate(pairwise(entries), start=2):
        if entry.hour < above.hour:
            raise _Failed("log.hour_back", line=line)
    return Reason("log.entries_sound", {"entries": len(entries)})


def _keys(work: _Work) -> Reason:
    """A new key has its entry, and the head over just that entry is signed with the old key and with the new one."""
    try:
        first = Key.read(work.log.key)
    except MethodError:
        raise _Failed("log.key_unsound") from None
    if work.entries is None:
        raise _Failed("check.impossible", check="entries")
    try:
        keys = keys_of(first, work.entries)
    except MethodError:
        raise _Failed("log.key_unsound") from None
    notes = [note for note in map(_note, (work.log.head, *work.log.heads)) if note is not None]
    for (_, before), (size, key) in pairwise(keys):
        if not any(n.head.size == size and n.signed_by(before) and n.signed_by(key) for n in notes):
            raise _Failed("log.key_not_handed_over", line=size)
    work.keys = keys
    return Reason("log.keys_sound", {"keys": len(keys), "key_id": keys[-1][1].id.hex()})


def _note(text: str) -> Note | None:
    try:
        return read_note(text)
    except MethodError:
        return None


def _head(work: _Work) -> Reason:
    if not work.keys:
        raise _Failed("check.impossible", check="keys")
    note = _note(work.log.head)
    if note is None:
        raise _Failed("log.head_unsound")
    key = work.keys[-1][1]
    if note.origin != key.name or not note.signed_by(key):
        raise _Failed("log.signature_wrong", origin=note.origin)
    if note.head.size != len(work.leaves):
        raise _Failed("log.size_other", signed=note.head.size, entries=len(work.leaves))
    if note.head.root != root_of(work.leaves):
        raise _Failed("log.root_other", entries=len(work.leaves))
    return Reason("log.signed", {"entries": len(work.leaves), "origin": note.origin})


def _past(work: _Work) -> Reason:
    """Each older head is the root over the first entries, or the lost head of a restored backup that two roles sign."""
    if not work.keys:
        raise _Failed("check.impossible", check="keys")
    olds: list[Note] = []
    for text in (*work.log.heads, *work.held):
        note = _note(text)
        if note is None or note.head.size == 0:
            raise _Failed("log.past_unsound")
        signers = {key for since, key in work.keys if since <= note.head.size}
        if note.origin != work.keys[0][1].name or not any(note.signed_by(key) for key in signers):
            raise _Failed("log.past_key_other", old=note.head.size)
        olds.append(note)
    roots = roots_at(work.leaves, (old.head.size for old in olds if old.head.size <= len(work.leaves)))
    restored = 0
    for old in olds:
        if roots.get(old.head.size) == old.head.root:
            if not old.signed_by(work.key_at(old.head.size)):
                raise _Failed("log.past_key_other", old=old.head.size)
            continue
        if not _is_restored(work, old):
            code = "log.past_shorter" if old.head.size > len(work.leaves) else "log.past_rewritten"
            raise _Failed(code, old=old.head.size, entries=len(work.leaves))
        restored += 1
    if restored:
        return Reason("log.past_restored", {"heads": len(olds), "restored": restored})
    return Reason("log.past_grew", {"heads": len(olds)}) if olds else Reason("log.past_alone")


def _is_restored(work: _Work, old: Note) -> bool:
    return any(lost.lost == old.head for lost in _restorations(work))


def _restorations(work: _Work) -> list[Restoration]:
    """The restored backups that are said openly: first entry after what was kept, payload there, two roles' names."""
    found: list[Restoration] = []
    for entry in work.entries or ():
        kept = work.log.payloads.get(entry.seq)
        if entry.event != "restore" or kept is None:
            continue
        try:
            payload = read_json(kept[1])
            if not isinstance(payload, dict) or not entry.tells(payload, kept[0]):
                continue
            restoration = read_restoration(str(payload.get("text")))
            lines = payload.get("signatures")
            signed = restoration.signed_by(lines if isinstance(lines, list) else [], work.roles)
        except (MethodError, AttributeError):
            continue
        of_this = restoration.origin == work.keys[0][1].name and restoration.object == entry.object
        as_kept = Head(entry.seq, root_of(work.leaves[: entry.seq]))
        if of_this and restoration.kept == as_kept and len(signed) >= 2:
            found.append(restoration)
    return found


def _payloads(work: _Work) -> Reason:
    if work.entries is None:
        raise _Failed("check.impossible", check="entries")
    for seq in sorted(work.log.payloads):
        salt, data = work.log.payloads[seq]
        try:
            value = read_json(data)
            right = seq < len(work.entries) and canonical(value) == data and work.entries[seq].tells(value, salt)
        except MethodError:
            right = False
        if not right or seq < 0:
            raise _Failed("log.payload_other", line=seq + 1)
    kept = len(work.log.payloads)
    return Reason("log.payloads_sound", {"kept": kept, "erased": len(work.entries) - kept})
