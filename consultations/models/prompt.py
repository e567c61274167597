from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Deferrable, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.localized import localized
from consultations.enums import PromptKind, TeamRole
from consultations.models.consultation import Consultation
from consultations.models.round import Round


class PromptQuerySet(models.QuerySet["Prompt"]):
    def visible_to(self, user: User | AnonymousUser) -> PromptQuerySet:
        """Those of rounds that one may see: to everyone from the round's opening on, to the team also before."""
        if user.is_authenticated and user.is_administrator:
            return self
        seen = Q(round__opens_at__lte=timezone.now())
        if user.is_authenticated:
            team = Consultation.objects.worked_on_by(user, least=TeamRole.OBSERVER)
            seen |= Q(round__consultation__in=team)
        return self.filter(seen, round__in=Round.objects.visible_to(user))

    def asked(self) -> PromptQuerySet:
        """Those that people can answer; the rest is retired and keeps its answers."""
        return self.filter(retired_at=None)


class Prompt(models.Model):
    """A guiding question that a round asks. `number` names it within the round for good; `order` is where it stands.

    Tied to a provision of the round's draft by its `eid`, it is asked beside that text, else before the whole text.
    From `answered_at` on, when somebody first answered, its meaning stays: another meaning is another prompt.
    `version` counts the changes: a form that was made from an older one does not overwrite a newer.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="prompts")
    number = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PromptKind)
    is_required = models.BooleanField(default=False)
    wordings = models.JSONField(help_text="The question by language.")
    helps = models.JSONField(default=dict, blank=True, help_text="What helps to answer it, by language.")
    eid = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PromptQuerySet.as_manager()

    class Meta:
        ordering = ["round", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="prompt_number_once"),
            models.UniqueConstraint(
                fields=["round", "order"], name="prompt_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="prompt_kind_is_known", condition=Q(kind__in=PromptKind.values)),
        ]

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        page = reverse("prompts", args=[self.round.consultation.slug, self.round.number])
        return f"{page}#prompt-{self.number}"

    @property
    def wording(self) -> str:
        return localized(self.wordings, fallback=self.round.consultation.language)

    @property
    def help(self) -> str:
        return localized(self.helps, fallback=self.round.consultation.language)

    @property
    def is_answered(self) -> bool:
        """Whether somebody has ever answered it."""
        return self.answered_at is not None

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class PromptOption(models.Model):
    """One of the answers that a prompt offers, in the order of `number`, which names it for good.

    Once the prompt is answered its options are retired, never deleted.
    """

    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    labels = models.JSONField(help_text="The label by language.")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["prompt", "number"]
        constraints = [models.UniqueConstraint(fields=["prompt", "number"], name="option_number_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return localized(self.labels, fallback=self.prompt.round.consultation.language)

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None
