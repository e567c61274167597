"""How many comments are taken on the web from one person and from one network."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from comments.views.head import Head
from common.client_address import client_network
from common.rate_limit import Limit, free_again

TEN_MINUTES, DAY = 600, 86_400


def may_post_again(request: HttpRequest, head: Head) -> datetime | None:
    """Count one more comment. None while it is taken, else when the next one is.

    Those who work on the consultation post as they like. What a visitor has typed counts too: it is kept.
    """
    if head.answers:
        return None
    network = client_network(request)
    ends = [_free_for_network(network)] if network else []
    if request.user.is_authenticated:
        ends.append(_free_for_account(request.user.pk))
    return max(filter(None, ends), default=None)


def _free_for_account(pk: int) -> datetime | None:
    return free_again(
        "comment-by-account",
        str(pk),
        [
            Limit(settings.COMMENTS_PER_ACCOUNT_TEN_MINUTES, TEN_MINUTES),
            Limit(settings.COMMENTS_PER_ACCOUNT_DAY, DAY),
        ],
    )


def _free_for_network(network: str) -> datetime | None:
    return free_again(
        "comment-by-network",
        network,
        [
            Limit(settings.COMMENTS_PER_ADDRESS_TEN_MINUTES, TEN_MINUTES),
            Limit(settings.COMMENTS_PER_ADDRESS_DAY, DAY),
        ],
    )
