"""Letters to one person about their comments, written into the outbox in the transaction that ends their notices."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from comments.enums import CommentNoticeState, LetterKind, LetterTime
from comments.letters.letter import Letter
from comments.letters.refusal import refusal_path
from comments.letters.times import due_at, shown_from
from comments.models import CommentNotice
from comments.queries.letters import is_reachable, kept_until_closing, matter_of, still_to_be_told
from comments.services.comment_notice import find_notices
from comments.services.letter_choices import times_of, zone_of
from comments.services.letter_content import chosen_for, letter_of_many, letter_of_one
from comments.services.letter_receipt import receipt
from common.written_in import written_in

logger = logging.getLogger(__name__)

READERS_A_RUN = 500
NEWS_AN_HOUR, HOUR = 5, timedelta(hours=1)
"""Letters of news that one reader gets at most: what happens meanwhile stands in the next."""

AFTER_A_FAILURE = timedelta(hours=1)
"""How long what could not be written waits, so that it does not stand in the way of others."""


def write_due_letters(*, at: datetime) -> int:
    """Find what is to be told, and write the letters that are due; how many that were. However many do so at once, and
    whoever is killed, each thing is told once."""
    find_notices()
    readers = CommentNotice.objects.due(at).values("reader").annotate(first=Min("due_at")).order_by("first", "reader")
    return sum(_write_for(pk, at=at) for pk in readers.values_list("reader", flat=True)[:READERS_A_RUN])


def _write_for(reader: int, *, at: datetime) -> int:
    try:
        return _write(reader, at=at)
    except Exception:  # whatever is wrong with one reader's letter, the others get theirs
        logger.exception("A letter to the person %s was not written", reader)
        CommentNotice.objects.due(at).filter(reader=reader).update(due_at=at + AFTER_A_FAILURE)
        return 0


@transaction.atomic
def _write(pk: int, *, at: datetime) -> int:
    """The letters to one reader. Their notices are held until the end: who else comes for them finds none."""
    due = CommentNotice.objects.due(at).filter(reader=pk).select_for_update(of=("self",))
    notices = list(due.order_by("happened_at", "pk"))
    if not notices:
        return 0
    reader = User.objects.get(pk=pk)
    notices = _without_too_much(notices, reader, at=at)
    threads = _told(notices, reader, at=at)
    told = [it for it in notices if it.pk in threads]
    with translation.override(written_in(reader.language)):
        letters = list(_letters(told, threads, reader))
        for letter in letters:
            send_letter(letter, reader)
    postponed = _postpone([it for it in notices if it.pk not in threads], reader, at=at)
    _end(threads, CommentNoticeState.WRITTEN, at=at)
    _end({it.pk for it in notices} - threads.keys() - postponed, CommentNoticeState.LEFT_OUT, at=at)
    return len(letters)


def _without_too_much(notices: list[CommentNotice], reader: User, *, at: datetime) -> list[CommentNotice]:
    """Without the news that has to wait, as the reader has had NEWS_AN_HOUR letters of it; receipts never do."""
    had = CommentNotice.objects.filter(reader=reader, state=CommentNoticeState.WRITTEN, ended_at__gt=at - HOUR)
    letters = had.exclude(kind=LetterKind.RECEIPT).values_list("ended_at", flat=True).distinct().order_by("-ended_at")
    latest = [it for it in letters[:NEWS_AN_HOUR] if it]
    if len(latest) < NEWS_AN_HOUR:
        return notices
    waiting = [it.pk for it in notices if LetterKind(it.kind).is_bundled]
    CommentNotice.objects.filter(pk__in=waiting).update(due_at=latest[-1] + HOUR)
    return [it for it in notices if it.pk not in set(waiting)]


def _told(notices: Sequence[CommentNotice], reader: User, *, at: datetime) -> dict[int, int]:
    """What the reader wants to be told and may be, each with its thread."""
    if not is_reachable(reader):
        return {}
    times = times_of(reader)
    wanted = [it for it in notices if times[LetterKind(it.kind)] is not LetterTime.NEVER]
    return still_to_be_told(wanted, reader, at=at)


def _letters(told: Sequence[CommentNotice], threads: dict[int, int], reader: User) -> Iterator[Letter]:
    """A receipt each; everything else that is due together is one letter."""
    alone = [it for it in told if not LetterKind(it.kind).is_bundled]
    bundled = [it for it in told if LetterKind(it.kind).is_bundled]
    matter = matter_of([*alone, *chosen_for(threads, bundled)])
    for it in alone:
        yield receipt(it, matter, reader)
    if len(bundled) == 1:
        yield letter_of_one(bundled[0], matter, reader)
    elif bundled:
        yield letter_of_many(bundled, threads, matter, reader)


def send_letter(letter: Letter, reader: User) -> None:
    """Into the outbox, in the language that is active."""
    refusal = settings.BASE_URL + refusal_path(reader, letter.kind)
    context = {
        "letter": letter,
        "kind": str(letter.kind.label) if letter.kind else "",
        "refusal": refusal,
        "choices": settings.BASE_URL + reverse("my_letters"),
    }
    headers = {
        "List-Unsubscribe": f"<{refusal}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    text = render_to_string("comments/letters/letter.txt", context)
    mail = EmailMultiAlternatives(letter.subject, text.strip() + "\n", None, [reader.email], headers=headers)
    mail.attach_alternative(render_to_string("comments/letters/letter.html", context), "text/html")
    mail.send()


def _postpone(notices: Sequence[CommentNotice], reader: User, *, at: datetime) -> set[int]:
    """What a round keeps until it has closed, where its end was moved: told then. The keys of those."""
    if not notices:
        return set()
    kept, times = kept_until_closing(notices, at=at), times_of(reader)
    moved = [it for it in notices if it.pk in kept and times[LetterKind(it.kind)] is not LetterTime.NEVER]
    for it in moved:
        round = kept[it.pk]
        zone = zone_of(reader, round.consultation.time_zone)
        it.due_at = due_at(times[LetterKind(it.kind)], happened_at=shown_from(round, at), zone=zone)
    CommentNotice.objects.bulk_update(moved, ["due_at"], batch_size=500)
    return {it.pk for it in moved}


def _end(keys: Iterable[int], state: CommentNoticeState, *, at: datetime) -> None:
    if keys := list(keys):
        CommentNotice.objects.filter(pk__in=keys).update(state=state, ended_at=at)
