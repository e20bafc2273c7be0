"""From which network something was sent, where senders are counted."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings

# A household is given at least that much of the addresses of version 6, and may change its own within it each hour.
HOUSEHOLD_V6 = 56


def sender_of(environ: Mapping[str, Any]) -> str:
    """The network at the other end; behind the proxy, what the proxy itself wrote last, for the rest can be made up."""
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return network_of(environ.get("REMOTE_ADDR", ""))
    return network_of(environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2])


def network_of(address: str) -> str:
    """The network something was sent from: an address of version 4, a household of version 6; empty if unknown."""
    try:
        found = ipaddress.ip_address(address.strip().split("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, HOUSEHOLD_V6), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
