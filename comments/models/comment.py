from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import Organisation, StakeholderGroup, User
from comments.enums import Attribution, Channel, Kind, ModerationReason, Position, Status
from comments.models.moderation_reason import ModerationReasonTerm
from common.localized import localized
from common.prepared import Given
from consultations.enums import TeamRole
from consultations.models import Consultation, Draft, Round, is_draft_seen_by, is_worked_on_by


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User | AnonymousUser, now: datetime | Given | None = None) -> CommentQuerySet:
        """What one may find on a page. Hidden and withdrawn comments keep their place (without their words);
        pending ones, and those of a round that keeps them until it has closed, are for their authors and the team; all
        of it on drafts that one may read."""
        return self.filter(is_comment_seen_by(user, now=now))

    def threads(self) -> CommentQuerySet:
        """Only first comments."""
        return self.filter(parent=None)

    def waiting(self) -> CommentQuerySet:
        """What stands in the queue of the desk: comments, and edits of comments, that readers do not see yet."""
        return self.filter(IN_QUEUE)

    def holding_slots(self, slots: Collection[str]) -> CommentQuerySet:
        """Positions of which the round takes one, that hold one of these at least."""
        further = ~Q(further_slots=[]) & Q(further_slots__overlap=[*slots])
        return self.filter(HOLDS_SLOT, Q(position_slot__in=[*slots]) | further)

    def unanswered(self) -> CommentQuerySet:
        """Published ones that the secretariat has not responded to."""
        return self.filter(status=Status.PUBLISHED, response_targets=None)


def is_comment_seen_by(user: User | AnonymousUser, at: str = "", *, now: datetime | Given | None = None) -> Q:
    """The condition of `visible_to`, for what leads to a comment by the path `at`, such as “comment__”. A prepared
    query is given the time when it runs."""
    if user.is_authenticated and user.is_administrator:
        return Q()
    kept = Round.objects.keeping_comments_at(now or timezone.now()).values("pk")
    seen = ~Q(**{f"{at}status": Status.PENDING}) & ~Q(**{f"{at}round__in": kept})
    if user.pk is not None:
        seen |= Q(**{f"{at}author": user.pk}) | is_worked_on_by(user, f"{at}consultation__", least=TeamRole.ANALYST)
    return seen & is_draft_seen_by(user, f"{at}draft__")


IN_QUEUE = Q(status=Status.PENDING) | Q(waiting_revision__isnull=False)

HOLDS_SLOT = (
    Q(status__in=(Status.PUBLISHED, Status.PENDING))
    & ~Q(position_slot="")
    & Q(position__in=(Position.SUPPORT, Position.CHANGES, Position.OPPOSE))
)
"""A comment gives its slot up by being hidden or withdrawn, and by taking no position any more."""


class Comment(models.Model):
    """What one stakeholder says. A first comment (`parent` is empty, `root` is itself) has a kind, a position and
    anchors; a reply inherits its place.

    `path` sorts a thread in reading order (see `comments/paths.py`). Name, group, country, region and organisation are
    copies of the day of posting. `posted_at` is when it was said, `received_at` when it was recorded.
    The words are in `current_revision`.
    """

    reference = models.CharField(max_length=10, unique=True, help_text="Public, random and citable: C-7K2M9QXD.")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    round = models.ForeignKey(Round, models.PROTECT, related_name="comments")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    root = models.ForeignKey("self", models.PROTECT, related_name="thread", db_index=False)  # (root, path) is one
    path = models.CharField(max_length=1200)
    depth = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0, help_text="Published comments below this one, at any depth.")

    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    position = models.CharField(max_length=10, choices=Position, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    moderation_reason = models.CharField(
        max_length=200,
        blank=True,
        help_text="A moderation reason's value; imported comments may have words of their own.",
    )
    moderation_note = models.CharField(
        max_length=500, blank=True, db_default="", help_text="Public words about the reason."
    )
    current_revision = models.ForeignKey("CommentRevision", models.PROTECT, related_name="+")
    waiting_revision = models.ForeignKey(
        "CommentRevision",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="An edit that the round holds: readers have the current words until somebody has decided.",
    )
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")

    author = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="comments", db_index=False
    )  # (author, posted_at, id) is one
    author_name = models.CharField(max_length=PERSON_NAME, blank=True)
    attribution = models.CharField(max_length=12, choices=Attribution, default=Attribution.NAME)
    contributor_key = models.CharField(
        max_length=80, help_text="The verified organisation spoken for, else the person."
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="comments")
    organisation_name = models.CharField(max_length=ORGANISATION_NAME, blank=True)
    organisation_verified = models.BooleanField(default=False)
    organisation_verified_at = models.DateTimeField(null=True, help_text="Since when, as it stood at posting.")
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    region = models.CharField(max_length=3, blank=True, help_text="UN M49 code of the region")
    subregion = models.CharField(max_length=3, blank=True, help_text="UN M49 code of the sub-region")

    channel = models.CharField(max_length=12, choices=Channel, default=Channel.WEB)
    source = models.CharField(max_length=80, blank=True, help_text="Where it was imported from.")
    source_id = models.CharField(max_length=200, blank=True)
    source_parent = models.CharField(
        max_length=200, blank=True, help_text="The parent's id in the source, when missing."
    )
    submission_id = models.UUIDField(null=True, unique=True, help_text="Made by the form: one submission, one comment.")
    agree_count = models.PositiveIntegerField(default=0, help_text="Reactions, and what an import brought along.")
    disagree_count = models.PositiveIntegerField(default=0)
    agree_imported = models.PositiveIntegerField(default=0, db_default=0, help_text="Of `agree_count`: nobody's here.")
    disagree_imported = models.PositiveIntegerField(default=0, db_default=0)
    position_slot = models.CharField(
        max_length=80,
        blank=True,
        db_default="",
        help_text="What its position takes up where the round takes one a person or organisation: place and holder.",
    )
    further_slots = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        db_default=[],
        help_text="The same at further places.",
    )
    late = models.BooleanField(default=False)
    posted_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, help_text="Of the last edit that readers can see as one.")
    withdrawn_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["root", "path"]),
            models.Index(
                fields=["consultation", "posted_at", "id"],
                name="comment_in_queue",
                condition=IN_QUEUE,
            ),
            models.Index(
                F("round"), F("posted_at").desc(), F("id").desc(), name="thread_by_round", condition=Q(parent=None)
            ),
            models.Index(F("round"), F("posted_at").desc(), F("id").desc(), name="comment_by_round"),
            models.Index(F("author"), F("posted_at").desc(), F("id").desc(), name="comment_by_author"),
            models.Index(F("consultation"), F("posted_at").desc(), F("id").desc(), name="comment_by_consultation"),
            models.Index(
                fields=["consultation", "contributor_key", "posted_at", "id"],
                name="comment_by_contributor",
                include=["attribution", "round", "stakeholder_group", "region"],
                condition=Q(status__in=(Status.PUBLISHED, Status.PENDING)),
            ),
            models.Index(
                F("round"), F("stakeholder_group"), F("posted_at").desc(), F("id").desc(), name="comment_by_group"
            ),
            models.Index(F("round"), F("region"), F("posted_at").desc(), F("id").desc(), name="comment_by_region"),
            models.Index(
                F("consultation"), F("country"), F("posted_at").desc(), F("id").desc(), name="comment_by_country"
            ),
            models.Index(
                F("consultation"), F("language"), F("posted_at").desc(), F("id").desc(), name="comment_by_language"
            ),
            *(
                models.Index(
                    F("consultation"),
                    F(said),
                    F("posted_at").desc(),
                    F("id").desc(),
                    name=f"thread_by_{said}",
                    condition=Q(parent=None),
                )
                for said in ("kind", "position")
            ),
            GinIndex(fields=["further_slots"], name="comment_by_further_slot", condition=~Q(further_slots=[])),
            models.Index(F("posted_at").desc(), F("id").desc(), name="comment_by_time"),
            models.Index(F("consultation"), F("agree_count").desc(), F("id").desc(), name="comment_by_agreement"),
            models.Index(F("consultation"), F("reply_count").desc(), F("id").desc(), name="comment_by_replies"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "position_slot"], name="one_position_a_slot", condition=HOLDS_SLOT
            ),
            models.CheckConstraint(
                name="only_reasons_are_explained", condition=Q(moderation_note="") | ~Q(moderation_reason="")
            ),
            models.UniqueConstraint(
                fields=["consultation", "source", "source_id"], name="imported_once", condition=~Q(source_id="")
            ),
            models.CheckConstraint(
                name="only_first_comments_have_kind_and_position",
                condition=(Q(parent=None) & ~Q(kind="") & ~Q(position=""))
                | Q(parent__isnull=False, kind="", position=""),
            ),
            models.CheckConstraint(
                name="a_thread_starts_at_its_root",
                condition=Q(parent=None, root=F("id"), depth=0)
                | (Q(parent__isnull=False, depth__gt=0) & ~Q(root=F("id"))),
            ),
            models.CheckConstraint(
                name="a_hidden_comment_has_a_reason", condition=~Q(status=Status.HIDDEN) | ~Q(moderation_reason="")
            ),
            models.CheckConstraint(
                name="edits_of_what_is_published_wait",
                condition=Q(waiting_revision=None) | Q(status=Status.PUBLISHED),
            ),
            models.CheckConstraint(
                name="what_is_withdrawn_has_its_time", condition=Q(withdrawn_at=None) | Q(status=Status.WITHDRAWN)
            ),
            models.CheckConstraint(name="a_region_comes_from_a_country", condition=Q(region="") | ~Q(country="")),
            models.CheckConstraint(
                name="verified_organisations_are_known",
                condition=Q(organisation_verified=False) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="verified_organisations_since_a_day",
                condition=Q(organisation_verified=True) | Q(organisation_verified_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.reference])

    @property
    def is_reply(self) -> bool:
        return self.parent_id is not None

    @property
    def moderation_words(self) -> str:
        """The reason as people read it: its name in their language, and the moderator's words."""
        names = self._reason_names()
        label = localized(names) if names else self.moderation_reason
        if self.moderation_note and self.moderation_reason == ModerationReason.OTHER:
            return self.moderation_note
        return " – ".join(filter(None, [label, self.moderation_note]))

    def _reason_names(self) -> dict[str, str] | None:
        """The wording of the reason; None for none, and for words of an import's own. Without a query where the list
        that the comment is from has read it along."""
        if "reason_names" in self.__dict__ or not self.moderation_reason:
            return self.__dict__.get("reason_names")
        return ModerationReasonTerm.objects.filter(slug=self.moderation_reason).values_list("names", flat=True).first()

    @property
    def position_slots(self) -> list[str]:
        """What its position takes up, a slot a place."""
        return [slot for slot in (self.position_slot, *self.further_slots) if slot]

    @position_slots.setter
    def position_slots(self, slots: Sequence[str]) -> None:
        self.position_slot, self.further_slots = next(iter(slots), ""), list(slots[1:])

    @property
    def shows_words(self) -> bool:
        return self.status in {Status.PUBLISHED, Status.PENDING}
