"""The receipt for what somebody has posted: made of the record, as it stands when the letter is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from comments.attribution import shown_author
from comments.enums import AnchorType, Attribution, LetterKind, Status
from comments.letters.letter import Item, Letter, Section
from comments.letters.times import shown_from
from comments.limits import EDITED_QUIETLY
from comments.models import Comment, CommentNotice
from comments.queries.letters import Matter
from comments.queries.moderation import status_at_posting
from comments.services.letter_content import (
    LONGEST_EXCERPT,
    LONGEST_PLACE,
    address_of,
    place_of,
    quote_of,
    title_of,
)
from comments.services.round_letter import in_words
from common.text import one_line


def receipt(notice: CommentNotice, matter: Matter, reader: User) -> Letter:
    comment = matter.comments[notice.comment_id]
    waits = comment.status == Status.PENDING
    item = Item(
        lead=_("You wrote:"),
        address=address_of(comment),
        quote=quote_of(comment, is_whole=True),
        wording=comment.current_revision.proposed_wording,
        facts=(*_facts(comment, reader), *_details(comment, matter)),
        notes=tuple(_notes(comment, reader)),
    )
    subject = _("Receipt: your reply on %(place)s") if comment.is_reply else _("Receipt: your comment on %(place)s")
    title = _("What you wrote waits for the secretariat") if waits else _("What you wrote is published")
    return Letter(
        subject=subject % {"place": place_of(comment, matter)},
        title=title,
        kind=LetterKind.RECEIPT,
        sections=(Section(title_of(comment, matter), address_of(comment), (item,)),),
    )


def _facts(comment: Comment, reader: User) -> Iterator[tuple[str, str]]:
    zone = comment.consultation.time_zone
    yield _("Reference"), comment.reference
    yield pgettext("time of a comment", "Posted"), in_words(comment.posted_at, zone, reader)
    if comment.kind:
        yield _("Kind"), str(comment.get_kind_display())
        yield _("Position"), str(comment.get_position_display())
    yield pgettext("how an author appears", "Shown as"), _shown_as(comment)


def _details(comment: Comment, matter: Matter) -> Iterator[tuple[str, str]]:
    """Where it hangs, where its place alone does not say it, and what came with it."""
    places = matter.places[comment.root_id]
    if len(places) > 1:
        yield from ((_("Place"), one_line(place.name, LONGEST_PLACE)) for place in places)
    for anchor in matter.anchors[comment.pk]:
        if anchor.type == AnchorType.PASSAGE:
            yield _("Passage"), f"“{one_line(anchor.quote, LONGEST_EXCERPT)}”"
        if anchor.type == AnchorType.GAP:
            yield _("Place"), str(AnchorType.GAP.label)
    yield from ((_("File"), one_line(name, LONGEST_PLACE)) for name in matter.files[comment.pk])


def _shown_as(comment: Comment) -> str:
    author = shown_author(comment)
    if not author.is_named:
        return pgettext("author", "Anonymous")
    name, organisation = one_line(author.name, 200), one_line(author.organisation, 200)
    if comment.attribution == Attribution.ORGANISATION or not name:
        return organisation
    return f"{name} ({organisation})" if organisation else name


def _notes(comment: Comment, reader: User) -> Iterator[str]:
    if comment.status == Status.PENDING:
        yield _(
            "In this round the secretariat looks at comments before everybody sees them. Nothing is lost, and you need "
            "not post it again: this address is yours already, and shows what becomes of it."
        )
    shown = shown_from(comment.round, comment.posted_at)
    if shown > comment.posted_at:
        when = in_words(shown, comment.consultation.time_zone, reader)
        yield _("Others see it once the round has closed: %(when)s.") % {"when": when}
    if comment.late:
        yield _("It came after the closing time. It is taken, and marked as late.")
    yield from _ways_back(comment, reader, at=timezone.now())


def _ways_back(comment: Comment, reader: User, *, at: datetime) -> Iterator[str]:
    """Where one may still change one's mind: said as it is when the letter is written."""
    if comment.round.state(at).takes_comments:
        yield _how_to_edit(comment, reader, at=at)
    yield _(
        "You can withdraw it at any time at the same address: your words are no longer shown, the place and what "
        "others replied stay."
    )


def _how_to_edit(comment: Comment, reader: User, *, at: datetime) -> str:
    if comment.status == Status.PENDING:
        return _(
            "You can edit it at the address below while the round takes comments. As long as it waits, the change "
            "takes the place of what you wrote."
        )
    if status_at_posting(reader, comment.round) is Status.PENDING:
        return _(
            "You can edit it at the address below while the round takes comments. The secretariat reads each change "
            "first; then everybody can compare it with what stood there."
        )
    quietly_until = comment.posted_at + EDITED_QUIETLY
    if at >= quietly_until:
        return _(
            "You can edit it at the address below while the round takes comments. Everybody can then compare the "
            "change with what stood there."
        )
    return _(
        "You can edit it at the address below while the round takes comments. Until %(when)s the change takes the "
        "place of what you wrote, as long as nobody has replied or taken a side. After that everybody can compare it "
        "with what stood there."
    ) % {"when": in_words(quietly_until, comment.consultation.time_zone, reader)}
