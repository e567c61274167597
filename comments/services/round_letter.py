"""The words of a letter about a round, in the language of its reader; the outbox stores and sends it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.round_letters import refusal_path
from comments.enums import NoticeKind
from comments.models import Comment, RoundNotice
from common.templatetags.instants import with_weekday, zone_name
from common.written_in import written_in
from consultations.models import Round


def write_letter(notice: RoundNotice, reader: User) -> None:
    """`notice` comes with its round, draft and consultation."""
    round = notice.round
    consultation = round.consultation
    kind = NoticeKind(notice.kind)
    refusal = "" if kind.is_for_the_team else settings.BASE_URL + refusal_path(reader)
    with translation.override(written_in(reader.language)):
        context = {
            "kind": kind,
            "round": round,
            "consultation": consultation,
            "closes": in_words(round.closes_at, consultation.time_zone, reader),
            "announced": in_words(round.announced_closes_at, consultation.time_zone, reader),
            "late_until": in_words(round.late_until, consultation.time_zone, reader),
            "results_by": in_words(round.results_by, consultation.time_zone, reader),
            "unanswered": Comment.objects.unanswered().filter(round=round).count() if kind.is_for_the_team else 0,
            "address": settings.BASE_URL + _path(kind, round),
            "refusal": refusal,
        }
        text = render_to_string("comments/letters/round.txt", context)
        subject = " ".join(f"{_subject(kind)}: {consultation.title}".split())
        headers = {"List-Unsubscribe": f"<{refusal}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        headers = headers if refusal else {}
        EmailMessage(subject, text.strip() + "\n", None, [reader.email], headers=headers).send()


def _path(kind: NoticeKind, round: Round) -> str:
    """Where the reader goes on: the team to what is to be done, the others to what was said and answered."""
    if kind.is_for_the_team:
        return reverse("desk_round_results", args=[round.consultation.slug, round.number])
    return round.draft.get_absolute_url()


def in_words(at: datetime | None, zone: str, reader: User) -> str:
    """On the clock of the official zone, and on the reader's own where the profile names another."""
    if at is None:
        return ""
    zones = list(dict.fromkeys(filter(None, [zone, reader.time_zone])))
    return " = ".join(f"{with_weekday(at.astimezone(ZoneInfo(it)))} ({zone_name(it)})" for it in zones)


def _subject(kind: NoticeKind) -> str:
    by_kind = {
        NoticeKind.OPENED: _("A new round is open"),
        NoticeKind.EXTENDED: _("More time to comment"),
        NoticeKind.FIRST_REMINDER: _("Closes in a few days"),
        NoticeKind.LAST_REMINDER: _("Closes soon"),
        NoticeKind.CLOSED: _("The round has closed"),
        NoticeKind.CLOSED_EARLY: _("The round was closed early"),
        NoticeKind.RESULTS_SOON: _("Results are due in a week"),
        NoticeKind.RESULTS_DUE: _("Results are due"),
        NoticeKind.RESULTS: _("Results can be read"),
    }
    return by_kind[kind]
