"""Who wrote which line: authorship carried from version to version, and what differs between two."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coproduce.design.queries import Shares, carry_authorship, differences, shares_of, split_lines, texts_in

lines = some.lists(some.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=12)


def by(side: str, *texts: str) -> list[dict[str, Any]]:
    return [{"side": side, "text": {"en": text}} for text in texts]


def carried(old: list[dict[str, Any]], *new: str, side: str = "professional") -> list[str]:
    return [line["side"][0] for line in carry_authorship(old, new, side=side, language="en")]


def test_a_line_nobody_touched_stays_its_authors() -> None:
    assert carried(by("citizen", "trees", "bench"), "trees", "a longer bench") == ["c", "p"]


def test_a_line_put_in_between_moves_nobodys_name() -> None:
    assert carried(by("citizen", "trees", "bench"), "trees", "water", "bench") == ["c", "p", "c"]


def test_moving_a_line_does_not_make_it_yours() -> None:
    assert carried(by("citizen", "trees", "bench", "gate"), "gate", "trees", "bench") == ["c", "c", "c"]


def test_a_line_said_once_is_not_two_of_its_author() -> None:
    assert carried(by("citizen", "trees"), "trees", "trees") in (["c", "p"], ["p", "c"])


def test_an_untouched_line_keeps_its_other_language() -> None:
    old = [{"side": "citizen", "text": {"en": "trees", "fr": "arbres"}}]
    new = carry_authorship(old, ["arbres", "un banc"], side="professional", language="fr")
    assert new == [*old, {"side": "professional", "text": {"fr": "un banc"}}]


@given(old=lines, new=lines)
def test_the_new_version_reads_as_it_was_typed(old: list[str], new: list[str]) -> None:
    written = carry_authorship(by("citizen", *old), new, side="professional", language="en")
    assert texts_in(written, "en") == new


@given(old=lines, new=lines)
def test_citizens_keep_at_most_the_lines_they_had(old: list[str], new: list[str]) -> None:
    written = carry_authorship(by("citizen", *old), new, side="professional", language="en")
    for text in set(new):
        kept = sum(line["side"] == "citizen" and line["text"]["en"] == text for line in written)
        assert kept == min(old.count(text), new.count(text))


@given(old=lines, new=lines)
def test_the_difference_tells_both_versions_whole(old: list[str], new: list[str]) -> None:
    rows = differences(by("citizen", *old), by("professional", *new), language="en")
    assert [row.text["en"] for row in rows if row.old is not None] == old
    assert [row.text["en"] for row in rows if row.new is not None] == new


def test_shares_count_each_side_and_the_rest() -> None:
    text = by("citizen", "a", "b") + by("professional", "c") + by("", "d")
    assert shares_of(text) == Shares(2, 1, 1)


def test_shares_are_never_rounded_to_all_or_none() -> None:
    assert Shares(299, 1, 0).citizen_percent == 99
    assert Shares(1, 299, 0).citizen_percent == 1
    assert (Shares(0, 3, 0).citizen_percent, Shares(3, 0, 0).citizen_percent) == (0, 100)


def test_empty_lines_only_part_the_others() -> None:
    assert split_lines("\n a \n\n\n b\n") == ["a", "b"]


def test_a_line_written_in_two_languages_keeps_both() -> None:
    first = carry_authorship([], ["A bench"], side="citizen", language="en", others={"fr": ["Un banc"]})
    assert first == [{"side": "citizen", "text": {"en": "A bench", "fr": "Un banc"}}]
    now = carry_authorship(
        first, ["A bench", "A tree"], side="professional", language="en", others={"fr": ["Un banc", "Un arbre"]}
    )
    assert [(line["side"], line["text"]["fr"]) for line in now] == [
        ("citizen", "Un banc"),
        ("professional", "Un arbre"),
    ]
    with pytest.raises(ValueError, match="zip"):
        carry_authorship([], ["A bench"], side="citizen", language="en", others={"fr": []})
