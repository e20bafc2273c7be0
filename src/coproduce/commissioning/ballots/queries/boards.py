"""The board of a vote that is over: one file by which anybody checks it without asking the site. Public after close."""

from __future__ import annotations

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from coproduce.commissioning.ballots.models import Ballot, CastBallot
from coproduce.methods.proofs import Key, closed_board, key_of, write_board

from .paths import path_of


def has_board(ballot: Ballot) -> bool:
    """Whether there is a board of this vote: it is over, its ballots were cast here, and its key is still at hand."""
    return ballot.decision is not None and not ballot.imported and _signing(ballot) is not None


def board_key(ballot: Ballot) -> Key:
    """The public key under which the site signs the board of this vote; once it is open, the one its manifest fixes."""
    fixed = ballot.manifest.get("log_key")
    return Key.read(fixed) if fixed else key_of(_secret(settings.SECRET_KEY), _origin(ballot))


def board_zip(ballot: Ballot) -> bytes:
    """The packed board: the same bytes at each call, as long as the site keeps its secret key."""
    decision, signing = ballot.decision, _signing(ballot)
    assert decision is not None
    assert signing is not None
    origin, secret = signing
    bodies = CastBallot.objects.filter(ballot=ballot).values_list("body", flat=True)
    said = {name: decision.result[name] for name in ("votes", "winners", "spent")}
    board = closed_board(
        ballot.manifest,
        ((body["choice"], body["nonce"]) for body in bodies.iterator(chunk_size=5000)),
        outcome={**said, "digest": decision.outcome_digest, "seed": decision.seed},
        code=decision.code_version,
        origin=origin,
        secret=secret,
    )
    return write_board(board)


def _origin(ballot: Ballot) -> str:
    """What names the board: the site's host and the path of the vote."""
    return f"{urlsplit(settings.SITE_ADDRESS).netloc}{path_of(ballot.step)}".rstrip("/")


def _signing(ballot: Ballot) -> tuple[str, bytes] | None:
    """Name and secret that give the key of the manifest: from the secret key of today, or one kept from before."""
    key = board_key(ballot)
    for kept in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if key_of(_secret(kept), key.name) == key:
            return key.name, _secret(kept)
    return None


def _secret(secret_key: str) -> bytes:
    """A key for boards, drawn from a secret key of the site, which lies outside the database."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"coproduce/board/v1")
    return made.derive(secret_key.encode())
