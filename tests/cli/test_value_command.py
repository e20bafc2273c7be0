"""``coproduce value``: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.methods.valuation.test_valuation import EXAMPLE

Run = Callable[..., Ran]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.csv"
    file.write_bytes(EXAMPLE + b"host,trust,unmonetised,1,,,,,,,,,\nhost,time,volunteer,1,100,200,300,,,,,,\n")
    return file


def test_the_page(run: Run, table: Path) -> None:
    ran = run("value", table)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("First, what no money is put on:\n  host, trust\n")
    assert (
        "Central: benefits 26,750, costs 18,773, net 7,978, ratio 1.42; paid back after 2.48 years.\n"
        "High: benefits 26,750" in ran.out
    )
    assert "  host: pays 18,773, gains 2,972, net -15,800\n" in ran.out
    assert "others gain: 0.89. Mismatch of paying and gaining: 0.89.\n" in ran.out
    assert "a resource, not a saving" in ran.out


def test_json(run: Run, table: Path) -> None:
    facts = json.loads(run("value", table, "--json").out)
    central = {name: facts[name]["central"] for name in ("pv_benefits", "pv_costs", "npv", "bcr", "payback")}
    assert central == {"pv_benefits": 26750.2, "pv_costs": 18772.58, "npv": 7977.62, "bcr": 1.42, "payback": 2.48}
    assert (facts["csb"], facts["mismatch"], facts["gross"], facts["host"]) == (0.89, 0.89, 81270.94, "host")
    assert all(line["text"] for line in facts["why"])


def test_rates_and_explanations(run: Run, table: Path) -> None:
    other = json.loads(run("value", table, "--json", "--jurisdiction", "FR", "--host", "housing").out)
    assert (other["rate"]["jurisdiction"], other["host"]) == ("FR", "housing")
    assert other["at_3.5_percent"]["npv"] == 7977.62
    assert "Discounted at 7% from year 0." in run("value", table, "--rate", "7%").out
    said = run("value", table, "--explain", "evictions").out
    assert said.startswith("housing, evictions\t40,635 gross, discounted; would have come anyway 8,127,")
    french = run("--lang", "fr", "value", table).out
    assert "remboursé après 2,48 ans" in french


def test_refusals(run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("value", tmp_path / "none.csv").code == 3
    for wrong in (["--rate", "x"], ["--jurisdiction", "XX"], ["--host", "moon"], ["--explain", "moon"]):
        ran = run("value", table, "--json", *wrong)
        assert ran.code == 2
        assert json.loads(ran.out)["problems"][0]["text"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"agency,line,category,year\nx,y,cost,1\n")))
    ran = run("value", "-")
    assert (ran.code, ran.out) == (1, "")
    assert "central" in ran.err


def test_less_than_two_years_are_one_in_french(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("agency,line,category,year,central\nhost,work,cost,0,100\nhost,gain,fiscal,1,110\n")
    assert "remboursé après 0,94 an." in run("value", file, "--lang", "fr").out
    assert "paid back after 0.94 years." in run("value", file).out
    file.write_text(file.read_text().replace(",1,110", ",1-2,60"))
    assert "remboursé après 1,75 an." in run("value", file, "--lang", "fr").out


@pytest.mark.parametrize(("language", "said"), [("en", "“1 000” in the column low"), ("fr", "dans la colonne low")])
def test_a_wrong_amount_is_named(run: Run, table: Path, language: str, said: str) -> None:
    table.write_bytes(table.read_bytes() + b"host,x,fiscal,1,1 000,2000,,,,,,,\n")
    ran = run("value", table, "--lang", language)
    assert (ran.code, said in ran.err, "1 000" in ran.err) == (1, True, True)
