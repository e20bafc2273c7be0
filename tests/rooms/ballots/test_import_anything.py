"""Whatever a file holds, reading it is answered: taken whole, or refused in words with nothing kept; never an error."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.accountability.models import Decision
from coproduce.commissioning.ballots.models import Ballot, BallotOption
from coproduce.methods.budgeting import RULES
from coproduce.methods.budgeting.pabulib import LIMITS
from tests.rooms.ballots.test_pages import at
from tests.rooms.ballots.town_vote import draft
from tests.world import World

SIGNS = st.text(
    st.characters(exclude_characters=';,"\n\r', exclude_categories=["Cs"]) | st.sampled_from("\0\x1f\u2028\u202e 𝕏"),
    max_size=12,
)
LENGTHS = st.sampled_from([0, 1, 3, 79, 80, 199, 200, 201, 255, 300, 301, 2000])
NAMES = SIGNS | st.builds(lambda sign, length: sign * length, st.sampled_from("aé𝕏 "), LENGTHS)
NUMBERS = st.integers(0, 10**19).map(str) | st.sampled_from(
    ["0", "-1", "1e9", "0.01", "0.001", "999999999", "999999999999999", "999999999999999.99", "9" * 16, "9" * 5000]
)
CURRENCIES = st.sampled_from(["EUR", "eur", "", "ZZZ", "XXX", "€", "EURO", "ıſK", "A" * 300, "JPY", "KWD"]) | SIGNS
DATES = st.sampled_from(["2026-01-01", "31.02.2026", "99999-99-99", "", "0000-00-00", "-1"]) | SIGNS


def mostly(usual: st.SearchStrategy[str], odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One value in ten is odd, so that many files are sound but for one thing, and many are sound."""
    return st.integers(0, 19).flatmap(lambda roll: odd if roll > 17 else usual)


@st.composite
def files(draw: st.DrawFn) -> str:
    ids = draw(st.lists(mostly(st.sampled_from("abcdef"), NAMES), min_size=1, max_size=5, unique=True))
    votes = draw(st.lists(st.lists(st.sampled_from(ids), max_size=4), max_size=6))
    meta = {"budget": draw(mostly(st.sampled_from(["100", "1000000"]), NUMBERS)), "vote_type": "approval"}
    for key, values in (("currency", CURRENCIES), ("date_begin", DATES), ("unit", NAMES)):
        if draw(st.integers(0, 3)) == 0:
            meta[key] = draw(values)
    if draw(st.booleans()):
        meta["max_length"] = draw(mostly(st.just("2"), NUMBERS))
    meta["num_projects"], meta["num_votes"] = (draw(mostly(st.just(str(len(n))), NUMBERS)) for n in (ids, votes))
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in meta.items())]
    lines += ["PROJECTS", "project_id;cost;name;category"]
    costs, names = mostly(st.integers(1, 200).map(str), NUMBERS), mostly(st.sampled_from(["", "Bench", "É ü"]), NAMES)
    lines += [f"{id_};{draw(costs)};{draw(names)};{draw(names)}" for id_ in ids]
    lines += ["VOTES", "voter_id;vote;age", *(f"{n};{','.join(vote)};44" for n, vote in enumerate(votes))]
    return "\n".join(lines)


class Back(Exception):
    """Takes the transaction of one try back."""


@pytest.mark.parametrize("files_tried", [50, pytest.param(1000, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("rule", sorted(RULES))
def test_any_file_is_taken_whole_or_refused_in_words(world: World, signed_in: Any, rule: str, files_tried: int) -> None:
    more = {"threshold": 1} if rule == "greedy-threshold" else {}
    ballot, browser = draft(world, rule=rule, **more), signed_in("kim")

    seen = {422: 0, 302: 0}

    # The fixtures make the town once; every file is tried in a transaction that is taken back.
    @settings(
        max_examples=files_tried,
        derandomize=files_tried == 50,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(files())
    def every(text: str) -> None:
        try:
            with transaction.atomic():
                tried(text)
                raise Back
        except Back:
            pass

    def tried(text: str) -> None:
        sent = {"file": SimpleUploadedFile("vote.pb", text.encode())}
        answer = browser.post(at("import", ballot), sent)
        seen[answer.status_code] += 1
        kept = Ballot.objects.get(pk=ballot.pk)
        if answer.status_code == 422:
            assert (kept.state, kept.options.count(), Decision.objects.count()) == ("draft", 0, 0)
            return
        assert kept.decision is not None
        for language in ("en", "fr"):
            page = at("result", ballot).replace("/en/", f"/{language}/")
            assert browser.get(page).status_code == 200
        published = browser.get(f"/en{kept.decision.file}")
        assert published.status_code == 200
        assert sha256(published.getvalue()).hexdigest() == kept.decision.input_digest

    every()
    assert min(seen.values()) > 5, "most tries were of one kind: they show little"


def test_the_reader_and_what_is_kept_agree_on_the_longest_id() -> None:
    assert BallotOption._meta.get_field("code").max_length == LIMITS.project_id
