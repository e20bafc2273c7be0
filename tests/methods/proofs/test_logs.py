"""The attacks on a log, L1 to L10: found by whoever checks it with a head kept from before, or by a witness."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.methods.proofs import (
    EVENTS,
    Frontier,
    Head,
    Key,
    LogEntry,
    Memory,
    MethodError,
    Restoration,
    canonical,
    check_log,
    commitment,
    consistency_proof,
    cosigned,
    cosigners,
    enter,
    first_sighting,
    inclusion_proof,
    is_witnessed,
    key_of,
    leaf_hash,
    look,
    read_entry,
    read_memory,
    read_note,
    read_restoration,
    root_of,
    roots_at,
    split_of,
)
from coproduce.methods.proofs.codes import ALARMS, LOG_FAILED, LOG_PASSED, SIGHTINGS
from tests.methods.proofs.logs import (
    HOURS,
    NEXT,
    ORIGIN,
    SECRET,
    acts,
    head_over,
    log_of,
    payload,
    salt,
    signed_by_both,
)

ENTRIES = acts(12)
SOUND = log_of(ENTRIES, heads=[head_over(ENTRIES, size=5)])
KEY = key_of(SECRET, ORIGIN)


def failed(log: object, **asked: object) -> list[str]:
    verdict = check_log(log, **asked)
    codes = [check.why.code for check in verdict.checks]
    assert set(codes) <= LOG_PASSED | LOG_FAILED | {"check.impossible"}
    return [check.why.code for check in verdict.checks if check.passed is False]


def test_a_sound_log_passes() -> None:
    verdict = check_log(SOUND, held=[head_over(ENTRIES, size=9)])
    assert verdict.passed
    assert [check.name for check in verdict.checks] == ["entries", "keys", "head", "past", "payloads"]
    assert verdict.as_json()["digest"] == check_log(SOUND, held=[head_over(ENTRIES, size=9)]).digest
    assert check_log(log_of([])).passed


def renumbered(entries: list[LogEntry]) -> list[LogEntry]:
    return [replace(entry, seq=seq) for seq, entry in enumerate(entries)]


Attack = Callable[[list[LogEntry], int], list[LogEntry]]
ATTACKS: dict[str, Attack] = {
    "L1 edit": lambda e, at: [*e[:at], replace(e[at], object="else"), *e[at + 1 :]],
    "L2 delete the last": lambda e, at: e[:-1],
    "L3 delete one and renumber": lambda e, at: renumbered([*e[:at], *e[at + 1 :]]),
    "L4 swap two": lambda e, at: renumbered([*e[: at - 1], e[at], e[at - 1], *e[at + 1 :]]),
    "L5 insert, dated back": lambda e, at: renumbered([*e[:at], replace(e[at], object="late"), *e[at:]]),
    "L7 write all anew": lambda e, at: acts(12, other="b"),
    "L10 restore a backup": lambda e, at: e[:at],
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("place", [1, 4, 6, 10])
def test_attacks_are_found(attack: Attack, place: int) -> None:
    """Without the key the signed head does not fit; signed anew, the head that was kept does not, nor a witness's."""
    spoilt = attack(list(ENTRIES), place)
    assert failed(replace(SOUND, records=tuple(entry.record for entry in spoilt)))
    anew = log_of(spoilt)
    assert {"log.past_shorter", "log.past_rewritten"} & set(failed(anew, held=[head_over(ENTRIES)]))
    leaves = [entry.leaf for entry in spoilt]
    proof = consistency_proof(leaves, 9) if len(leaves) >= 9 else ()
    seen = look(Memory(KEY, head_over(ENTRIES, size=9)), anew.head, proof=proof)
    untouched = spoilt[:9] == ENTRIES[:9]
    assert seen.trusted if untouched else seen.alarm
    assert seen.memory.note == (anew.head if untouched else head_over(ENTRIES, size=9))


def test_an_insert_that_is_dated_back_shows_by_itself() -> None:
    late = acts(12)
    late.append(replace(late[0], seq=12, object="late"))
    assert failed(replace(log_of(late), payloads={})) == ["log.hour_back"]
    assert failed(replace(SOUND, records=(*SOUND.records[:3], *SOUND.records[4:])))[0] == "log.seq_other"


def test_a_payload_alone_cannot_be_edited() -> None:
    """L6; and erasing payload and salt leaves a log that verifies."""
    kept = dict(SOUND.payloads)
    kept[3] = (salt(3), canonical({**payload(3), "person": "P9"}))
    assert failed(replace(SOUND, payloads=kept)) == ["log.payload_other"]
    kept[3] = (salt(4), canonical(payload(3)))
    assert failed(replace(SOUND, payloads=kept)) == ["log.payload_other"]
    del kept[3]
    verdict = check_log(replace(SOUND, payloads=kept))
    assert verdict.passed
    assert dict(verdict.checks[-1].why.params) == {"kept": 11, "erased": 1}
    for at, data in ((12, canonical(payload(3))), (-1, b"{}"), (2, b"{"), (2, b'{"a": 1}')):
        assert failed(replace(SOUND, payloads={at: (salt(3), data)})) == ["log.payload_other"]
    assert failed(replace(SOUND, payloads={2: (b"short", canonical(payload(2)))})) == ["log.payload_other"]


def test_what_is_erased_cannot_be_found_by_trying() -> None:
    """The same payload twice gives two commitments, since the salts differ; without its salt none can be computed."""
    assert commitment({"vote": "yes"}, salt(1)) != commitment({"vote": "yes"}, salt(2))
    assert commitment({"b": 1, "a": "e\u0301"}, salt(1)) == commitment({"a": "\u00e9", "b": 1}, salt(1))


def test_two_heads_of_one_size_are_a_proof() -> None:
    """L8: two readers are shown two histories; the first two who compare have the proof."""
    one, other = head_over(ENTRIES), head_over(acts(12, other="b"))
    assert look(Memory(KEY, one), other).why.code == "witness.split"
    reason = split_of(one, other, KEY)
    assert reason is not None
    assert reason.code == "witness.split"
    assert split_of(one, one, KEY) is split_of(one, head_over(ENTRIES, size=3), KEY) is None
    assert split_of(one, head_over(acts(12, other="b"), NEXT), KEY) is None


def test_a_key_is_changed_openly() -> None:
    """L9: without its entry, or without a head under both keys, a new key is an alarm."""
    new = key_of(NEXT, ORIGIN)
    entries = acts(12, about={7: new.as_text()})
    handed = signed_by_both(entries[:8])
    log = log_of(entries, secret=NEXT, heads=[head_over(entries, size=5), handed])
    assert check_log(log, held=[head_over(entries, size=6)]).passed
    assert failed(log_of(entries, secret=NEXT)) == ["log.key_not_handed_over"]
    assert "log.signature_wrong" in failed(log_of(ENTRIES, secret=NEXT))
    assert "log.signature_wrong" in failed(log_of(entries, heads=[handed]))
    late = replace(log, heads=(*log.heads, head_over(entries, SECRET, size=10)))
    assert "log.past_key_other" in failed(late)
    early = replace(log, heads=(*log.heads, head_over(entries, NEXT, size=3)))
    assert "log.past_key_other" in failed(early)

    leaves = [entry.leaf for entry in entries]
    memory = Memory(KEY, head_over(entries, size=5))
    proof = consistency_proof(leaves[:8], 5)
    key_proof = inclusion_proof(leaves[:8], 7)
    seen = look(memory, handed, proof=proof, key_entry=entries[7].record, key_proof=key_proof)
    assert (seen.why.code, seen.memory.key) == ("witness.key_handed_over", new)
    assert look(seen.memory, log.head, proof=consistency_proof(leaves, 8)).why.code == "witness.grew"
    assert look(memory, log.head, proof=consistency_proof(leaves, 5)).why.code == "witness.key_other"
    assert look(memory, handed, proof=proof).memory.key == KEY
    for entry, parts in (
        (entries[6], key_proof),
        (entries[7], key_proof[1:]),
        (entries[6], inclusion_proof(leaves[:8], 6)),
    ):
        assert look(memory, handed, proof=proof, key_entry=entry.record, key_proof=parts).memory.key == KEY
    of_another = acts(12, about={7: key_of(NEXT, "else.example").as_text()})
    assert "log.key_unsound" in failed(log_of(of_another))
    assert "log.key_unsound" in failed(log_of(acts(12, about={7: "key"})))


ROLES = {"town.example.org/operator": bytes([7]) * 32, "town.example.org/auditor": bytes([8]) * 32}
KEYS = [key_of(secret, role) for role, secret in ROLES.items()]


def kept_head(size: int) -> Head:
    return Head(size, root_of([entry.leaf for entry in ENTRIES[:size]]))


def restored(*signers: str, lost: Head | None = None, kept: int = 5) -> tuple[list[LogEntry], dict[str, object]]:
    told = Restoration(ORIGIN, kept_head(kept), lost or read_note(head_over(ENTRIES)).head)
    lines = [told.signature(role=role, secret=ROLES[role]) for role in signers]
    content: dict[str, object] = {"text": told.text, "signatures": lines}
    frontier = Frontier().grown([entry.leaf for entry in ENTRIES[:5]])
    entry, _ = enter(
        frontier, hour=HOURS[6], event="restore", about=told.object, role="operator", payload=content, salt=salt(5)
    )
    return acts(11, start=[*ENTRIES[:5], entry], other="b"), content


def test_a_backup_is_restored_openly() -> None:
    """L10 with an entry: whoever kept the lost head sees that two roles signed for its loss; nothing less will do."""
    for signers, codes in (
        ((*ROLES,), []),
        ((*ROLES,)[:1] * 2, ["log.past_shorter"]),
        ((), ["log.past_shorter"]),
    ):
        entries, content = restored(*signers)
        log = log_of(entries)
        log = replace(log, payloads={**log.payloads, 5: (salt(5), canonical(content))})
        assert failed(log, held=[head_over(ENTRIES)], roles=KEYS) == codes
        assert failed(log, held=[head_over(ENTRIES)], roles=KEYS[:1]) == ["log.past_shorter"]
        assert "log.past_rewritten" in failed(log, held=[head_over(ENTRIES, size=8)], roles=KEYS)
    entries, content = restored(*ROLES, lost=Head(12, bytes(32)))
    log = replace(log_of(entries), payloads={5: (salt(5), canonical(content))})
    assert failed(log, held=[head_over(ENTRIES)], roles=KEYS) == ["log.past_shorter"]
    assert failed(replace(log, payloads={}), held=[head_over(ENTRIES)], roles=KEYS) == ["log.past_shorter"]


def test_a_restoration_covers_no_change_of_what_was_kept() -> None:
    """Whoever restores a backup and changes an entry of it on the way is found out, with both signatures genuine."""
    entries, content = restored(*ROLES)
    changed = renumbered([entries[0], replace(entries[1], role="mayor"), *entries[2:]])
    log = replace(log_of(changed), payloads={5: (salt(5), canonical(content))})
    assert "log.past_shorter" in failed(log, held=[head_over(ENTRIES)], roles=KEYS)


def test_one_key_under_the_names_of_two_roles_restores_nothing() -> None:
    secret = next(iter(ROLES.values()))
    told = Restoration(ORIGIN, kept_head(5), Head(12, bytes(32)))
    lines = [told.signature(role=role, secret=secret) for role in ("mayor", "clerk")]
    assert len(told.signed_by(lines, [key_of(secret, "mayor"), key_of(secret, "clerk")])) == 1


@pytest.mark.parametrize("content", [[], {"text": "x"}, {"text": 3, "signatures": 4}, {"signatures": [1]}])
def test_nonsense_restores_nothing(content: object) -> None:
    frontier = Frontier().grown([entry.leaf for entry in ENTRIES[:5]])
    entry, _ = enter(
        frontier, hour=HOURS[6], event="restore", about="5-12-x", role="operator", payload=content, salt=salt(5)
    )
    log = replace(log_of([*ENTRIES[:5], entry]), payloads={5: (salt(5), canonical(content))})
    assert failed(log, held=[head_over(ENTRIES)], roles=KEYS) == ["log.past_shorter"]


def test_restorations_read_as_written() -> None:
    told = Restoration(ORIGIN, kept_head(5), Head(12, bytes(32)))
    assert read_restoration(told.text) == told
    for wrong in ("", told.text + "x", told.text.replace("\n12\n", "\n4\n"), told.text.replace("=", "A")):
        with pytest.raises(MethodError, match="restoration_invalid"):
            read_restoration(wrong)
    with pytest.raises(MethodError, match="restoration_invalid"):
        told.signed_by(["operator ?"], [])


def test_a_witness_remembers() -> None:
    first = first_sighting(head_over(ENTRIES, size=3), KEY)
    assert (first.why.code, first.trusted, first.alarm) == ("witness.first", True, False)
    assert read_memory(first.memory.as_text()) == first.memory
    leaves = [entry.leaf for entry in ENTRIES]
    grown = look(first.memory, head_over(ENTRIES), proof=consistency_proof(leaves, 3))
    assert (grown.why.code, grown.trusted) == ("witness.grew", True)
    assert look(grown.memory, head_over(ENTRIES)).why.code == "witness.same"
    assert look(grown.memory, head_over(ENTRIES, size=3)).why.code == "witness.shorter"
    bare = look(first.memory, head_over(ENTRIES))
    assert (bare.why.code, bare.trusted, bare.alarm) == ("witness.unproved", False, False)
    assert look(first.memory, head_over(ENTRIES), proof=()).why.code == "witness.rewritten"
    stranger = head_over(ENTRIES).replace(ORIGIN, "else.example")
    assert look(first.memory, stranger).why.code == "witness.signature_wrong"
    spoilt = head_over(ENTRIES)[:-9] + "AAAAAAA=\n"
    assert look(first.memory, spoilt).why.code == "witness.signature_wrong"
    with pytest.raises(MethodError, match="signature_wrong"):
        first_sighting(head_over(ENTRIES, NEXT), KEY)
    with pytest.raises(MethodError, match="note_invalid"):
        read_memory(f"{key_of(NEXT, ORIGIN).as_text()}\n{head_over(ENTRIES)}")
    nothing = first_sighting(head_over([]), KEY)
    assert look(nothing.memory, head_over(ENTRIES), proof=()).why.code == "witness.grew"


PAPER, LIBRARY = (bytes([n]) * 32 for n in (21, 22))
WITNESSES = [key_of(PAPER, "paper.example"), key_of(LIBRARY, "library.example")]


def test_two_witnesses_before_anybody_claims() -> None:
    note = head_over(ENTRIES)
    once = cosigned(note, at=1_812_000_000, name="paper.example", secret=PAPER)
    both = cosigned(once, at=1_812_000_060, name="library.example", secret=LIBRARY)
    assert dict(cosigners(both, WITNESSES)) == {"library.example": 1_812_000_060, "paper.example": 1_812_000_000}
    assert (is_witnessed(once, KEY, WITNESSES), is_witnessed(both, KEY, WITNESSES)) == (False, True)
    assert not is_witnessed(both, key_of(NEXT, ORIGIN), WITNESSES)
    assert not is_witnessed(both, KEY, WITNESSES[:1])
    # One key under two names is one witness, and the log is none of its own.
    twice = cosigned(once, at=1_812_000_060, name="twin.example", secret=PAPER)
    assert not is_witnessed(twice, KEY, [*WITNESSES, key_of(PAPER, "twin.example")])
    # One who changed keys, and is known by both, is one witness.
    assert not is_witnessed(once, KEY, [*WITNESSES, key_of(NEXT, "paper.example")])
    renewed = cosigned(once, at=1_812_000_060, name="paper.example", secret=NEXT)
    assert not is_witnessed(renewed, KEY, [*WITNESSES, key_of(NEXT, "paper.example")])
    own = cosigned(once, at=1_812_000_060, name=ORIGIN, secret=SECRET)
    assert not is_witnessed(own, KEY, [*WITNESSES, KEY])
    # The log's own checks read past the lines of witnesses.
    assert check_log(replace(SOUND, head=both)).passed
    assert look(Memory(KEY, note), both).why.code == "witness.same"
    later = both.replace(base64.b64encode((1_812_000_000).to_bytes(8, "big")).decode(), "")
    assert cosigners(later, WITNESSES) == cosigners(both, WITNESSES)


def test_a_cosignature_is_over_its_time_and_head() -> None:
    note = head_over(ENTRIES)
    line = cosigned(note, at=7, name="paper.example", secret=PAPER).removeprefix(note)
    assert dict(cosigners(head_over(ENTRIES, size=3) + line, WITNESSES)) == {}
    name, encoded = line.split()[1:]
    data = bytearray(base64.b64decode(encoded))
    data[11] = 8
    other = f"\u2014 {name} {base64.b64encode(bytes(data)).decode()}\n"
    assert dict(cosigners(note + other, WITNESSES)) == {}
    for at in (-1, 2**63, True):
        with pytest.raises(MethodError, match="time_invalid"):
            cosigned(note, at=at, name="paper.example", secret=PAPER)


def test_the_published_cosignature_is_read() -> None:
    """The example of C2SP tlog-cosignature: its key is not published, its time is."""
    note = read_note(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nT"
        "o+zyWE+xeMcTOAYQ8=\n"
        "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf"
        "5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    name, _, data = note.signatures[1]
    assert (name, len(data), int.from_bytes(data[:8], "big")) == ("witness.example.com/w1", 72, 1679315147)


@given(st.lists(st.integers(0, 40)), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_a_tree_grows_by_its_frontier_alone(cuts: list[int], size: int) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    frontier = Frontier()
    for cut in sorted(min(cut, size) for cut in cuts):
        frontier = Frontier(frontier.size, frontier.parts).grown(leaves[frontier.size : cut])
        assert frontier.head == Head(cut, root_of(leaves[:cut]))
    assert roots_at(leaves, cuts and [min(cut, size) for cut in cuts]) == {
        min(cut, size): root_of(leaves[: min(cut, size)]) for cut in cuts
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: Frontier(1, ()),
        lambda: Frontier(-1),
        lambda: Frontier(True, (bytes(32),)),
        lambda: Frontier(1, (b"",)),
        lambda: roots_at([], [1]),
        lambda: roots_at([], [-1]),
    ],
)
def test_frontiers_that_are_none(make: Callable[[], object]) -> None:
    with pytest.raises(MethodError, match="tree_place_invalid"):
        make()


@pytest.mark.parametrize(
    "fields",
    [
        {"seq": -1},
        {"seq": True},
        {"seq": 2**53},
        {"hour": "2027-06-01T08:30:00Z"},
        {"hour": "\u0662027-06-01T08:00:00Z"},
        {"event": "gift"},
        {"event": ["key"]},
        {"object": "Anna Smith"},
        {"object": ""},
        {"object": "x" * 401},
        {"object": "a\x00"},
        {"role": "Anna"},
        {"role": 3},
        {"commit": "0" * 63},
        {"commit": None},
    ],
)
def test_entries_that_are_none(fields: dict[str, object]) -> None:
    with pytest.raises((MethodError, TypeError)):
        replace(ENTRIES[0], **fields)
    value = {
        **{name: getattr(ENTRIES[0], name) for name in ("commit", "event", "hour", "object", "role", "seq")},
        "v": 1,
    }
    with pytest.raises(MethodError):
        read_entry(canonical({**value, **fields}))


def test_entries_are_read_as_written() -> None:
    assert [read_entry(entry.record) for entry in ENTRIES] == ENTRIES
    for data in (b"", b"{}", ENTRIES[0].record + b" ", ENTRIES[0].record.replace(b'"v":1', b'"v":true')):
        with pytest.raises(MethodError, match="entry_invalid"):
            read_entry(data)
    with pytest.raises(MethodError, match="salt_invalid"):
        commitment({}, b"short")
    assert {"key", "restore"} < set(EVENTS)


def test_nonsense_is_a_failed_check() -> None:
    for change, code in (
        ({"key": "key"}, "log.key_unsound"),
        ({"head": "head"}, "log.head_unsound"),
        ({"heads": ("head",)}, "log.past_unsound"),
        ({"heads": (head_over([]),)}, "log.past_unsound"),
        ({"heads": (head_over(ENTRIES, NEXT, size=3),)}, "log.past_key_other"),
        ({"records": (b"{}",)}, "log.entry_unsound"),
        ({"head": head_over(ENTRIES, size=3)}, "log.size_other"),
        ({"head": head_over(acts(12, other="b"))}, "log.root_other"),
    ):
        assert code in failed(replace(SOUND, **change))
    assert SIGHTINGS.isdisjoint(ALARMS)
    assert Key.read(SOUND.key) == KEY
