"""What a round's rules mean for whoever takes part, in sentences. What is usual is not said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.enums import Attribution
from consultations.models import Round


def rules_in_words(round: Round) -> list[str]:
    return [words for words in (attribution_words(round), length_words(round)) if words]


def attribution_words(round: Round) -> str:
    """ "" where comments appear under their authors' names."""
    allowed = frozenset(map(Attribution, round.attributions))
    by_set = {
        frozenset({Attribution.NAME, Attribution.ORGANISATION}): _(
            "You may comment under your name or under that of your organisation alone."
        ),
        frozenset({Attribution.NAME, Attribution.ANONYMOUS}): _("You may comment under your name or anonymously."),
        frozenset(Attribution): _(
            "You may comment under your name, under that of your organisation alone, or anonymously."
        ),
        frozenset({Attribution.ORGANISATION}): _(
            "Comments appear under the name of an organisation, without the name of a person."
        ),
        frozenset({Attribution.ORGANISATION, Attribution.ANONYMOUS}): _(
            "You may comment under the name of your organisation or anonymously; persons are not named."
        ),
        frozenset({Attribution.ANONYMOUS}): _(
            "All comments are anonymous: neither persons nor organisations are named."
        ),
    }
    return by_set.get(allowed, "")


def length_words(round: Round) -> str:
    if round.length_limit is None:
        return ""
    return ngettext(
        "A comment may have %(limit)s character.", "A comment may have %(limit)s characters.", round.length_limit
    ) % {"limit": round.length_limit}
