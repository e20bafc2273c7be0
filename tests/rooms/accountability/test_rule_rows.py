"""The settings of a decision, as its public account says them."""

from __future__ import annotations

from django.utils.translation import override

from coproduce.accountability.templatetags.rules import rule_rows


def test_empty_settings_are_left_out_and_the_rest_is_in_words() -> None:
    options = {"threshold": None, "promised_by": "", "spend_limit": False, "budget": 300_000_00, "command": "count"}
    with override("fr"):
        rows = [(str(row["name"]), str(row["value"]).replace("\u202f", " ")) for row in rule_rows(options, "EUR")]
    assert [name for name, _ in rows] == [
        "Un bulletin ne peut pas coûter plus que l’argent disponible",
        "Argent à répartir",
    ]
    assert rows[0][1] == "non"
    assert rows[1][1].startswith("300 000")


def test_a_code_of_the_method_stays_a_code() -> None:
    assert rule_rows({"completion": "add1u"}, "EUR")[0]["code"] is True
