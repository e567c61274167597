from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.enums import MembershipState
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import Organisation, StakeholderGroup, User
from comments.enums import Attribution
from consultations.models import Consultation, Prompt, PromptOption, Round


class AnswerSetQuerySet(models.QuerySet["AnswerSet"]):
    def visible_to(self, user: User | AnonymousUser) -> AnswerSetQuerySet:
        """One's own, those of verified organisations that one speaks for, and to the team all of its consultations.

        Nobody else sees who has answered what: to everybody else answers are figures (`comments.queries.answers`).
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        return self.filter(
            Q(author=user)
            | Q(organisation_verified=True, organisation__in=_spoken_for(user))
            | Q(round__consultation__in=Consultation.objects.worked_on_by(user))
        )

    def counting(self) -> AnswerSetQuerySet:
        """Those that figures count: one a contributor."""
        return self.filter(superseded_by=None)


def _spoken_for(user: User) -> models.QuerySet[Organisation]:
    return Organisation.objects.known().filter(memberships__user=user, memberships__state=MembershipState.ACTIVE)


class AnswerSet(models.Model):
    """What one contributor answers to the prompts of one round; it may be changed until the round closes.

    `author` has written it last. Name, group, country, region and organisation are copies of that day. `version` counts
    the changes: a form that was made from an older one does not overwrite a newer. Where two organisations turned out
    to be one, the set that was changed last stands, and the other is `superseded_by` it and counts no more.
    """

    key = models.UUIDField(default=uuid4, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="answer_sets")
    contributor_key = models.CharField(
        max_length=80, help_text="The verified organisation spoken for, else the person."
    )
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="answer_sets")
    author_name = models.CharField(max_length=PERSON_NAME, blank=True)
    attribution = models.CharField(max_length=12, choices=Attribution, default=Attribution.NAME)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="answer_sets")
    organisation_name = models.CharField(max_length=ORGANISATION_NAME, blank=True)
    organisation_verified = models.BooleanField(default=False)
    organisation_verified_at = models.DateTimeField(null=True)
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    region = models.CharField(max_length=3, blank=True, help_text="UN M49 code of the region")
    subregion = models.CharField(max_length=3, blank=True, help_text="UN M49 code of the sub-region")
    late = models.BooleanField(default=False, help_text="Whether it was changed last after the round had closed.")
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="supersedes", help_text="The set of the same contributor."
    )
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = AnswerSetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(F("round"), F("changed_at").desc(), F("id").desc(), name="answer_set_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "contributor_key"],
                name="one_answer_set_a_contributor",
                condition=Q(superseded_by=None),
            ),
            models.CheckConstraint(
                name="answers_for_verified_organisations_are_known",
                condition=Q(organisation_verified=False) | Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def seen(self) -> str:
        """What a form carries to say which state of which set its reader saw."""
        return f"{self.key}:{self.version}"


class Answer(models.Model):
    """What a set says to one prompt: options, or words. A prompt that is passed over has no row."""

    answer_set = models.ForeignKey(AnswerSet, models.CASCADE, related_name="answers")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer_set", "prompt"], name="one_answer_a_set_and_prompt")]

    def __str__(self) -> str:
        return f"{self.answer_set_id} to {self.prompt_id}"


class AnswerOption(models.Model):
    """An option that was chosen, or the place that a ranking gives it, counted from 1."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="chosen")
    option = models.ForeignKey(PromptOption, models.PROTECT, related_name="chosen_in")
    rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "option"], name="option_chosen_once"),
            models.UniqueConstraint(fields=["answer", "rank"], name="one_option_a_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.option_id}"


class AnswerRevision(models.Model):
    """Words that a free text said before they were replaced."""

    answer_set = models.ForeignKey(AnswerSet, models.CASCADE, related_name="revisions")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(help_text="Of the set that said so.")
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer_set", "prompt", "version"], name="answer_revision_once")]

    def __str__(self) -> str:
        return f"{self.answer_set_id} version {self.version}"


class UnsentAnswers(models.Model):
    """Answers that somebody has sent and that could not be stored yet: as typed, so that no validation can lose them.

    `user` is empty until their writer signs in; the writer's session holds `key` until then.
    """

    key = models.UUIDField(default=uuid4, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="unsent_answers")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict, help_text="The values by field, each a list.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "round"], name="unsent_answers_once")]

    def __str__(self) -> str:
        return str(self.key)
