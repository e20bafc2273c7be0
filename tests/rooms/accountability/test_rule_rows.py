"""The settings of a decision, as its public account says them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from coproduce.accountability.templatetags.rules import rule_name, rule_rows
from coproduce.methods.budgeting import CHOICES, RULES


def decision(method: str = "equal-shares", **options: Any) -> Any:
    return SimpleNamespace(method=method, options=options, carrier=options.pop("carrier", {}))


def test_empty_settings_are_left_out_and_the_rest_is_in_words() -> None:
    asked = decision(threshold=None, promised_by="", spend_limit=False, budget=300_000_00, command="count")
    with override("fr"):
        rows = [(str(row["name"]), str(row["value"]).replace("\u202f", " ")) for row in rule_rows(asked, "EUR")]
    assert [name for name, _ in rows] == [
        "Un bulletin ne peut pas coûter plus que l’argent disponible",
        "Argent à répartir",
    ]
    assert rows[0][1] == "non"
    assert rows[1][1].startswith("300 000")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_of_the_methods_is_said_in_words(language: str) -> None:
    with override(language):
        for name, codes in CHOICES.items():
            for code in codes:
                row = rule_rows(decision(**{name: code}), "EUR")[0]
                assert (row["code"], str(row["value"]) == code) == (False, False), (name, code)
        assert all(rule_name(decision(rule)) for rule in RULES)
    with override("fr"):
        said = [str(row["value"]) for row in rule_rows(decision(completion="add1u"), "EUR")]
    assert said == ["Augmenter chaque part, puis compléter selon les voix"]


def test_a_code_that_nobody_put_into_words_stays_a_code() -> None:
    assert rule_rows(decision(completion="by-magic"), "EUR")[0]["code"] is True
    assert rule_name(decision("by-magic")) == ""


def test_who_carries_the_winners_out_is_called_by_name() -> None:
    rows = rule_rows(decision(promised_by="hall", carrier={"en": "Town hall"}), "EUR")
    assert [(row["value"], row["code"]) for row in rows] == [("Town hall", False)]
