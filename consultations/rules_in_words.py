"""What a round's rules mean for whoever takes part, in sentences. What is usual is not said."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.enums import Attribution, Audience, CommentsShown, Positions
from consultations.models import Round


def rules_in_words(round: Round, *, audience: Sequence[str]) -> list[str]:
    """`audience` are the names of whom it admits (`consultations.queries.audience`); none: it is said elsewhere."""
    said = [attribution_words(round), positions_words(round), length_words(round), shown_words(round)]
    if audience:
        said.insert(0, audience_words(round, audience))
    return [words for words in said if words]


def audience_words(round: Round, names: Sequence[str]) -> str:
    """ "" where everyone may comment."""
    by_audience = {
        Audience.GROUPS: _("Open to comments of these stakeholder groups: %(names)s."),
        Audience.REGIONS: _("Open to comments from these countries and regions: %(names)s."),
        Audience.ORGANISATIONS: _("Open to comments of these invited organisations: %(names)s."),
    }
    words = by_audience.get(Audience(round.audience), "")
    return words % {"names": ", ".join(names)} if words else ""


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


def positions_words(round: Round) -> str:
    """ "" where people may take as many as they like."""
    by_rule = {
        Positions.ONE_A_PERSON: _(
            "Each person takes one position on a provision, and one on the draft as a whole. You may reply, and "
            "comment without a position, as often as you like."
        ),
        Positions.ONE_AN_ORGANISATION: _(
            "Each organisation takes one position on a provision, and one on the draft as a whole, whoever writes for "
            "it; who speaks for none has one of their own. You may reply, and comment without a position, as often as "
            "you like."
        ),
    }
    return by_rule.get(Positions(round.positions), "")


def length_words(round: Round) -> str:
    if round.length_limit is None:
        return ""
    return ngettext(
        "A comment may have %(limit)s character.", "A comment may have %(limit)s characters.", round.length_limit
    ) % {"limit": round.length_limit}


def shown_words(round: Round) -> str:
    """ "" where comments are seen at once."""
    if round.comments_shown == CommentsShown.AT_ONCE:
        return ""
    return _("Comments are shown, and counted, once the round has closed; until then you see your own.")
