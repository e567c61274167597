"""Telling authors, when a draft is published, whose words of the draft before have changed or gone: one letter each."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.models import User
from comments.enums import LetterKind, LetterTime, PlacementState, Status
from comments.letters.letter import Item, Letter, Section
from comments.models import AnchorPlacement, Carrying, Comment
from comments.queries.carried import ShownCarried, shown_carried
from comments.queries.letters import is_reachable
from comments.services.letter_choices import times_of
from comments.services.letters import send_letter
from common.services.job import JobRun, enqueue
from common.text import one_line
from common.written_in import written_in
from consultations.models import Draft

TELL_AUTHORS = "comments.tell_authors"
BATCH = 50
MOST_ITEMS = 20
LONGEST_PLACE, LONGEST_WORDS = 90, 280
TOLD = (PlacementState.CHANGED, PlacementState.LOST)


def tell_authors_later(draft: Draft) -> None:
    """In the transaction that publishes the draft; the letters are a job of their own."""
    if _to_be_told(draft, after=0):
        enqueue(TELL_AUTHORS, draft.pk)


def tell_authors(run: JobRun) -> None:
    """A batch of authors in each transaction together with how far it is: whatever is killed, each gets one letter."""
    draft = Draft.objects.select_related("consultation").get(pk=run.subject_id)
    told = 0
    while batch := _tell_batch(draft):
        told += batch
        run.progress(gettext_noop("Writing letters"), told, told)
    with transaction.atomic():
        run.finish()


@transaction.atomic
def _tell_batch(draft: Draft) -> int:
    carrying = Carrying.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    authors = _to_be_told(draft, after=carrying.told_up_to)
    for author in User.objects.filter(pk__in=authors):
        _tell(author, draft)
    if authors:
        carrying.told_up_to = authors[-1]
        carrying.save(update_fields=["told_up_to"])
    return len(authors)


def _to_be_told(draft: Draft, *, after: int) -> list[int]:
    """The next authors, by their keys."""
    theirs = Comment.objects.filter(
        author__gt=after, status=Status.PUBLISHED, anchors__placements__draft=draft, anchors__placements__state__in=TOLD
    )
    return list(theirs.order_by("author").values_list("author", flat=True).distinct()[:BATCH])


def _tell(author: User, draft: Draft) -> None:
    """What the author may find now, of what is theirs."""
    if not is_reachable(author) or times_of(author)[LetterKind.CARRIED] is LetterTime.NEVER:
        return
    placements = AnchorPlacement.objects.visible_to(author).filter(
        draft=draft, state__in=TOLD, anchor__comment__author=author, anchor__comment__status=Status.PUBLISHED
    )
    related = ("anchor__draft__consultation", "draft__consultation", "text", "anchor__provision", "provision")
    rows = list(placements.select_related(*related).order_by("anchor"))
    if rows:
        with translation.override(written_in(author.language)):
            send_letter(_letter(draft, shown_carried(rows[:MOST_ITEMS], author), len(rows)), author)


def _letter(draft: Draft, carried: Sequence[ShownCarried], count: int) -> Letter:
    title = ngettext(
        "“%(draft)s” is published: %(count)s place that you commented on has changed",
        "“%(draft)s” is published: %(count)s places that you commented on have changed",
        count,
    ) % {"draft": one_line(draft.label, LONGEST_PLACE), "count": count}
    page = settings.BASE_URL + reverse("carried", args=[draft.consultation.slug, draft.number])
    left = count - len(carried)
    more = ngettext("And %(count)s more, here:", "And %(count)s more, here:", left) % {"count": left} if left else ""
    section = Section(one_line(draft.consultation.title, LONGEST_PLACE), page, tuple(map(_item, carried)), more)
    return Letter(subject=title, title=title, kind=LetterKind.CARRIED, sections=(section,))


def _item(it: ShownCarried) -> Item:
    place = one_line(it.made_on.name, LONGEST_PLACE)
    words = {"reference": it.comment.reference, "place": place, "draft": it.made_on.draft_label}
    if it.state is PlacementState.LOST:
        lead = _("What your comment %(reference)s on %(place)s of “%(draft)s” is about has no place in the new draft.")
    else:
        lead = _("The words that your comment %(reference)s on %(place)s of “%(draft)s” is about have changed.")
    facts = [(_("Words then"), it.then), (_("Words now"), it.now)]
    return Item(
        lead=lead % words,
        address=settings.BASE_URL + it.comment.url,
        facts=tuple((label, one_line(said, LONGEST_WORDS)) for label, said in facts if said),
        notes=(
            _("To say it again on the new draft, in your old words or others: %(address)s") % {"address": _restate(it)},
            _("To withdraw it: %(address)s")
            % {"address": settings.BASE_URL + reverse("comment_withdraw", args=[it.comment.reference])},
        ),
    )


def _restate(it: ShownCarried) -> str:
    """The form at the new place, at the whole draft where there is none, with the author's own words in it."""
    slug, number = it.made_on.slug, it.now_number
    if it.stands and it.stands.eid:
        address = reverse("comment_new", args=[slug, number, it.stands.eid])
    else:
        address = reverse("whole_draft_comment_new", args=[slug, number])
    return f"{settings.BASE_URL}{address}?{urlencode({'restate': it.comment.reference})}"
