"""What is vendored is what the record says, light enough, licensed, and free of marks that are not ours."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

from tests.ui.tokens import STATIC

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"`([\w./-]+)` \| `([0-9a-f]{64})`")


def test_checksums_are_those_of_the_record() -> None:
    recorded = dict(LINE.findall((ROOT / "assets" / "VENDORED.md").read_text()))
    assert set(recorded) == {"htmx.min.js", *(f"fonts/{font.name}" for font in (STATIC / "fonts").iterdir())}
    for name, wanted in recorded.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == wanted, name


def _weight(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def test_styles_scripts_and_type_weigh_less_than_100_kb() -> None:
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".woff2", ".svg"}]
    assert sum(map(_weight, files)) < 100_000
    assert sum(_weight(path) for path in files if path.suffix == ".css") <= 25_000
    assert sum(_weight(path) for path in files if path.suffix == ".woff2") <= 60_000


def test_compressed_twins_say_the_same() -> None:
    twins = list(STATIC.glob("*.gz"))
    assert {twin.name for twin in twins} == {"site.css.gz", "htmx.min.js.gz"}
    for twin in twins:
        assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes(), twin.name


def test_no_mark_of_another_house_and_no_address() -> None:
    styles = (STATIC / "site.css").read_text()
    assert "GDS Transport" not in styles
    assert "crest" not in styles
    assert "crown" not in styles
    addresses = re.findall(r"url\(([^)]*)\)", styles)
    assert all(address.strip("\"'").startswith("fonts/") for address in addresses)


def test_each_piece_comes_with_its_licence() -> None:
    texts = {path.name: path.read_text() for path in (STATIC / "licences").iterdir()}
    assert "MIT License" in texts["govuk-frontend-MIT.txt"]
    assert "SIL Open Font License" in texts["atkinson-hyperlegible-OFL.txt"]
    assert "Zero-Clause BSD" in texts["htmx-0BSD.txt"]


def test_package_list_names_exact_versions_and_no_registry() -> None:
    listed = (ROOT / "assets" / "package.json").read_text()
    assert "://" not in listed
    assert not re.search(r'"[\^~]\d', listed)
    assert not (ROOT / "assets" / "package-lock.json").exists()
