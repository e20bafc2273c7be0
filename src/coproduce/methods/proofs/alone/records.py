"""Records of the closed list, and the manifest."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from coproduce.methods.proofs.alone.writing import Wrong, canonical, composed, read_json, sha

FIELDS = {
    "open": "election kind roll_size v",
    "ballot": "choice election kind nonce v",
    "void": "election kind leaf reason v",
    "close": "ballots election kind marked v",
    "result": "code election kind outcome v",
}


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_text(value: Any, form: str = "(?s:.*)") -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def record_of(data: bytes) -> dict[str, Any] | None:
    """A record of the closed list, written canonically, or None."""
    try:
        value = read_json(data)
        if not isinstance(value, dict) or not is_text(value.get("kind")) or value["kind"] not in FIELDS:
            return None
        if sorted(value) != FIELDS[value["kind"]].split() or value["v"] != 1 or value["v"] is True:
            return None
        sound = {
            "open": lambda: is_count(value["roll_size"]),
            "ballot": lambda: (
                is_text(value["nonce"], "[0-9a-f]{32}")
                and isinstance(value["choice"], list)
                and all(map(is_text, value["choice"]))
            ),
            "void": lambda: is_text(value["leaf"], "[0-9a-f]{64}") and is_text(value["reason"], "(?s:.+)"),
            "close": lambda: is_count(value["ballots"]) and is_count(value["marked"]),
            "result": lambda: isinstance(value["outcome"], dict) and is_text(value["code"]),
        }[value["kind"]]()
        return value if sound and is_text(value["election"], "[0-9a-f]{64}") and canonical(value) == data else None
    except Wrong:
        return None


class Manifest(NamedTuple):
    election: str
    options: list[str]
    ranking: bool
    content: dict[str, Any]

    def allows(self, choice: list[str]) -> bool:
        most = self.content.get("most")
        known = len(set(choice)) == len(choice) and set(choice) <= set(self.options)
        return known and (self.ranking or choice == sorted(choice)) and (most is None or len(choice) <= most)


def manifest_of(data: bytes) -> Manifest:
    value = composed(read_json(data))
    if not isinstance(value, dict) or value.get("kind") != "coproduce.election" or value.get("v") != 1:
        raise Wrong("manifest_invalid")
    listed = value.get("options")
    if not isinstance(listed, list):
        raise Wrong("manifest_invalid")
    options: list[Any] = [option.get("id") if isinstance(option, dict) else option for option in listed]
    if not all(is_text(option, "(?s:.+)") for option in options) or len(set(options)) != len(options):
        raise Wrong("manifest_invalid")
    if value.get("ballot", "approval") not in ("approval", "ranking"):
        raise Wrong("manifest_invalid")
    texts, counts = ("log_key", "seed_commitment"), ("roll_size", "most")
    if not all(value.get(name) is None or is_text(value[name]) for name in texts):
        raise Wrong("manifest_invalid")
    if not all(value.get(name) is None or is_count(value[name]) for name in counts):
        raise Wrong("manifest_invalid")
    election = sha(b"coproduce/election/v1\0" + canonical(value)).hex()
    return Manifest(election, options, value.get("ballot") == "ranking", value)
