"""Who stands behind a request, as far as the network knows."""

from __future__ import annotations

import logging
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)


def client_network(request: HttpRequest) -> str:
    """The address from which the request came, for counting; "" where there is none, as behind a Unix socket.

    Of an IPv6 address the network that a household or a hall gets (64 bits): its devices change the rest as they like.
    Only what TRUSTED_PROXY_COUNT proxies of ours have added to X-Forwarded-For is believed: with one, the last address
    in it, with two the last but one. What a client writes there itself stands further to the left.
    """
    address = _read(_forwarded_for(request)) or _read(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address.packed, 64), strict=False))
    return str(address or "")


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Some proxies write the port behind the address: 192.0.2.1:443, [2001:db8::1]:443."""
    for spelled in (text.strip(), _without_port(text.strip())):
        try:
            return ip_address(spelled)
        except ValueError:
            continue
    return None


def _without_port(text: str) -> str:
    try:
        return urlsplit(f"//{text}").hostname or ""
    except ValueError:
        return ""


def _forwarded_for(request: HttpRequest) -> str:
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    added = request.headers.get("X-Forwarded-For", "").split(",")
    if not proxies or added == [""]:
        return ""
    if len(added) < proxies:
        logger.warning("X-Forwarded-For holds fewer addresses than TRUSTED_PROXY_COUNT says.")
        return ""
    return added[-proxies]
