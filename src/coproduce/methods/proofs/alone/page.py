"""What is asked, and what is said."""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from coproduce.methods.proofs.alone.archive import read_board
from coproduce.methods.proofs.alone.checks import Checked
from coproduce.methods.proofs.alone.signed import read_receipt, read_tracker
from coproduce.methods.proofs.alone.tree import root
from coproduce.methods.proofs.alone.writing import Wrong

SAID: dict[str, list[str]] = {}
SLOT = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}")
STATES = {True: "ui.verify.passed", False: "ui.verify.failed", None: "ui.verify.not_made"}


def say(code: str, params: dict[str, Any], french: bool) -> str:
    def fill(slot: re.Match[str]) -> str:
        value = params.get(slot[1], "?")
        if slot[2] is not None:
            return slot[2] if value == 1 or (french and value == 0) else slot[3]
        if not isinstance(value, int) or slot[1] in ("line", "first_line"):
            return str(value)
        return f"{value:,}".replace(",", "\u202f" if french else ",")

    return SLOT.sub(fill, SAID[code][french]) if code in SAID else f"{code} {params}"


def read_file(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read()
        with open(name, "rb") as file:
            return file.read()
    except OSError as trouble:
        why = "why." + errno.errorcode.get(trouble.errno or 0, "")
        raise Wrong("cannot_open", file=name, why=why if why in SAID else trouble.strerror or str(trouble)) from None


def language_of(environment: Mapping[str, str]) -> str:
    """The first known one that the environment names in gettext's order, else English."""
    order = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    named = next((environment[key] for key in order if environment.get(key)), "")
    return next((name[:2] for name in named.lower().split(":") if name[:2] in ("en", "fr")), "en")


def asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check the board of a vote, with this one file.")
    parser.add_argument("file", metavar="BOARD", help="board of a vote (board.zip); - reads standard input")
    parser.add_argument("--tracker", default="", metavar="CODE", help="tracker from a receipt: look for this ballot")
    parser.add_argument("--receipt", metavar="FILE", help="receipt as JSON: check it and look for its ballot")
    parser.add_argument("--head", action="append", default=[], metavar="FILE", help="signed head from an earlier day")
    parser.add_argument("--key", default="", metavar="KEY", help="public key that the organiser published")
    parser.add_argument("--lang", choices=("en", "fr"), help="language of the lines (default: that of the system)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(arguments)


def verdict_of(chosen: argparse.Namespace) -> dict[str, Any]:
    board = read_board(read_file(chosen.file))
    held = [read_file(name).decode(errors="replace") for name in chosen.head]
    receipt = read_receipt(read_file(chosen.receipt)) if chosen.receipt else None
    tracker = read_tracker(chosen.tracker) if chosen.tracker else ""
    checked = Checked(board, held, tracker, receipt, chosen.key.strip())
    checks = checked.all()
    facts: dict[str, Any] = {
        "passed": all(check["passed"] or check["code"] == "outcome.none" for check in checks),
        "election": checked.manifest.election if checked.manifest else "",
        "size": len(checked.leaves),
        "root": root(checked.leaves).hex(),
        "checks": checks,
        "proof": checked.proof,
    }
    plain = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**facts, "digest": hashlib.sha256(plain.encode()).hexdigest()}


def print_page(verdict: dict[str, Any], chosen: argparse.Namespace, french: bool) -> None:
    codes = [check["code"] for check in verdict["checks"]]
    for number, check in enumerate(verdict["checks"], start=1):
        said = {"number": number, "state": say(STATES[check["passed"]], {}, french)}
        print(say("ui.verify.line", {**said, "text": say(check["code"], check["params"], french)}, french))
    sound = "ui.verify.sound_if_key" if "tree.signed_key_unfixed" in codes else "ui.verify.sound"
    print(say(sound if verdict["passed"] else "ui.verify.unsound", {}, french))
    if "outcome.rule_unknown" in codes:
        print(say("alone.by_rule", {"file": chosen.file}, french))
    if not (chosen.tracker or chosen.receipt):
        print(say("ui.verify.no_ballot", {}, french))
    if not chosen.head:
        print(say("ui.verify.no_head", {}, french))
    print(say("ui.verify.never", {}, french))


def main(arguments: list[str] | None, environment: Mapping[str, str]) -> int:
    chosen = asked(arguments)
    french = (chosen.lang or language_of(environment)) == "fr"
    try:
        import cryptography  # noqa: F401 - looked for first, so that its lack is said in words
    except ImportError:
        print(say("alone.cryptography", {}, french), file=sys.stderr)
        return 2
    try:
        verdict = verdict_of(chosen)
    except Wrong as wrong:
        params = {name: say(fact, {}, french) if fact in SAID else fact for name, fact in wrong.params.items()}
        said = {"code": wrong.code, "params": params, "text": say(wrong.code, params, french)}
        print(said["text"], file=sys.stderr)
        if chosen.json:
            print(json.dumps({"problems": [{"line": 0, **said}]}, ensure_ascii=False, indent=2))
        return 3 if wrong.code == "cannot_open" else 1
    if chosen.json:
        texts = [{**check, "text": say(check["code"], check["params"], french)} for check in verdict["checks"]]
        print(json.dumps({**verdict, "checks": texts}, ensure_ascii=False, indent=2))
    else:
        print_page(verdict, chosen, french)
    return 0 if verdict["passed"] else 1
