"""Texts as places in one run of bytes: millions are compared, counted and looked up without making one of them.

Eight bytes at a time are read as one whole number. Hashes only propose which texts may be equal; a comparison of all
their bytes decides, so nothing here ever depends on a hash being lucky.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SPARE = 8
"""Bytes beyond the last text that must exist, so that the last word can be read whole."""

_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
_MIX, _FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
_MOST_BITS = 18
_ONES = 0x0101010101010101
_TOP = np.uint64(0x80 * _ONES)
_LETTERS, _BLANKS = np.uint64(0x41 * _ONES), np.uint64(0x21 * _ONES)


@dataclass(frozen=True, eq=False)
class Slices:
    """``data[start : start + length]`` for each start and length; ``data`` ends in ``SPARE`` bytes that are no text."""

    data: Bytes
    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, texts: list[bytes]) -> Slices:
        """Slices of texts of their own."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        data = np.frombuffer(b"".join(texts) + bytes(SPARE), np.uint8)
        return cls(data, np.cumsum(lengths) - lengths, lengths)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, rows: Ints | Bools) -> Slices:
        """Some of them."""
        return Slices(self.data, self.starts[rows], self.lengths[rows])

    def bytes_at(self, row: int) -> bytes:
        """One of them."""
        start = int(self.starts[row])
        return self.data[start : start + int(self.lengths[row])].tobytes()

    def packed(self) -> Slices:
        """The same texts in bytes of their own, one after another."""
        words = (self.lengths + 7) >> 3
        firsts = np.cumsum(words) - words
        data = np.zeros(int(words.sum()) + SPARE // 8, dtype="<u8")
        place, rows = 0, np.flatnonzero(self.lengths)
        while len(rows):
            data[firsts[rows] + place] = self.at(rows)._word(place)
            place += 1
            rows = rows[self.lengths[rows] > 8 * place]
        return Slices(data.view(np.uint8), firsts << 3, self.lengths)

    @cached_property
    def hashes(self) -> Words:
        """A number for each text, equal for equal texts. Time: one step for eight bytes."""
        found = self._word(0)
        found ^= self.lengths.astype(np.uint64)
        found *= _MIX
        found ^= found >> _FOLD
        place, rows = 1, np.flatnonzero(self.lengths > 8)
        while len(rows):
            more = self.at(rows)._word(place)
            more ^= found[rows]
            more *= _MIX
            more ^= more >> _FOLD
            found[rows] = more
            place += 1
            rows = rows[self.lengths[rows] > 8 * place]
        return found

    def equal(self, others: Slices, which: Ints) -> Bools:
        """Whether each is the same text as the one of ``others`` named beside it, byte by byte."""
        alike: Bools = self.lengths == others.lengths[which]
        alike &= self._word(0) == others._word(0)[which]
        place, rows = 1, np.flatnonzero(alike & (self.lengths > 8))
        while len(rows):
            alike[rows] = self.at(rows)._word(place) == others.at(which[rows])._word(place)
            place += 1
            rows = rows[alike[rows] & (self.lengths[rows] > 8 * place)]
        return alike

    def plain(self) -> bool:
        """Whether none is empty and all bytes of all are ASCII beyond the space: nothing to strip, nothing to see."""
        if not bool(self.lengths.all()):
            return False
        place, texts = 0, self
        while len(texts):
            left = np.minimum(texts.lengths - 8 * place, 8)
            word = texts._word(place) | (_LETTERS & ~_MASKS[left])
            if bool((((word - _BLANKS) & ~word | word) & _TOP).any()):
                return False
            place += 1
            texts = texts.at(texts.lengths > 8 * place)
        return True

    def distinct(self) -> bool:
        """True only if no two are equal. False may also mean that it could not be shown."""
        ordered = np.sort(self.hashes)
        return not bool((ordered[1:] == ordered[:-1]).any())

    def kinds(self) -> tuple[Ints, Ints] | None:
        """Of each text which kind it is, and of each kind the first text; None where hashes did not tell them apart."""
        hashes = self.hashes
        order = np.argsort(hashes)
        ordered = hashes[order]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = ordered[1:] != ordered[:-1]
        kind = np.empty(len(order), dtype=np.int64)
        kind[order] = np.cumsum(new) - 1
        first = np.minimum.reduceat(order, np.flatnonzero(new)) if len(order) else order
        return (kind, first) if bool(self.equal(self, first[kind]).all()) else None

    def found_in(self, others: Slices) -> tuple[Ints, Bools]:
        """Of each text which of the ``others`` it is, and whether it is shown to be any: equal hashes may hide one.

        A table with room for the square of the others is tried first, with several ways to fold a hash into it, since
        looking there is much faster than searching among sorted hashes.
        """
        if not len(others):
            return np.zeros(len(self), dtype=np.int64), np.zeros(len(self), dtype=np.bool_)
        bits = max(8, 2 * len(others).bit_length())
        if bits <= _MOST_BITS:
            for turn in range(8):
                factor, shift = np.uint64((0x9E3779B97F4A7C15 * (2 * turn + 1)) % 2**64), np.uint64(64 - bits)
                slots = (others.hashes * factor) >> shift
                table = np.zeros(1 << bits, dtype=np.int32)
                table[slots] = np.arange(len(others))
                if bool((table[slots] == np.arange(len(others))).all()):
                    which = table[(self.hashes * factor) >> shift].astype(np.int64)
                    return which, self.equal(others, which)
        order = np.argsort(others.hashes)
        ordered = others.hashes[order]
        which = order[np.minimum(np.searchsorted(ordered, self.hashes), len(others) - 1)]
        return which, self.equal(others, which)

    def trimmed(self) -> Slices:
        """Without up to eight spaces at either end."""
        if not bool((self.data == 32).any()):
            return self
        starts, lengths = self.starts.copy(), self.lengths.copy()
        for _ in range(8):
            some = (lengths > 0) & (self.data[starts] == 32)
            starts += some
            lengths -= some
            last = (lengths > 0) & (self.data[starts + lengths - 1] == 32)
            lengths -= last
            if not (bool(some.any()) or bool(last.any())):
                break
        return Slices(self.data, starts, lengths)

    def numbers(self, digits: int = 6) -> Ints:
        """Each as a whole number of at most so many ASCII digits, or -1 where it is none."""
        found = np.zeros(len(self), dtype=np.int64)
        wrong: Bools = (self.lengths < 1) | (self.lengths > digits)
        for place in range(min(digits, int(self.lengths.max(initial=0)))):
            there = self.lengths > place
            digit = self.data[np.where(there, self.starts + place, 0)] - np.uint8(48)
            wrong |= there & (digit > 9)
            found = np.where(there, found * 10 + digit, found)
        found[wrong] = -1
        return found

    def split(self, byte: int) -> tuple[Slices, Ints, Ints]:
        """The parts of each between bytes of a value, of each part which text it is of, of each text its first part.

        The texts must be ``packed``.
        """
        cuts = np.flatnonzero(self.data == byte)
        ends = self.starts + self.lengths
        low, high = np.searchsorted(cuts, self.starts), np.searchsorted(cuts, ends)
        counts = high - low + 1
        firsts = np.cumsum(counts) - counts
        owner = np.repeat(np.arange(len(self)), counts)
        starts = np.empty(len(owner), dtype=np.int64)
        stops = np.empty(len(owner), dtype=np.int64)
        inner = np.ones(len(owner), dtype=np.bool_)
        inner[firsts] = False
        within = np.flatnonzero(inner)
        used = cuts[(low - firsts)[owner[within]] + within - 1]
        starts[firsts], starts[within] = self.starts, used + 1
        stops[firsts + counts - 1], stops[within - 1] = ends, used
        return Slices(self.data, starts, stops - starts), owner, firsts

    def _word(self, place: int) -> Words:
        """Bytes 8 * place to 8 * place + 7 of each, the first lowest, zero beyond its end (which lies not before)."""
        eights = np.ndarray((len(self.data) - SPARE + 1,), "<u8", self.data, strides=(1,))
        left = np.minimum(self.lengths - 8 * place, 8)
        found: Words = eights[self.starts + 8 * place] & _MASKS[left]
        return found
