from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.localized import localized
from consultations.enums import ConsultationState, TeamRole


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: User | AnonymousUser) -> ConsultationQuerySet:
        """Published and archived ones to everyone; unpublished ones to their team and to administrators."""
        if user.is_authenticated and user.is_administrator:
            return self
        return self.filter(is_public() | is_worked_on_by(user, least=TeamRole.OBSERVER))

    def templates(self) -> ConsultationQuerySet:
        return self.filter(state=ConsultationState.TEMPLATE)

    def worked_on_by(self, user: User | AnonymousUser, *, least: TeamRole = TeamRole.ANALYST) -> ConsultationQuerySet:
        """Those in whose team `user` has that role, or one that may more; if none is said, may read everything."""
        if user.is_authenticated and user.is_administrator:
            return self
        return self.filter(is_worked_on_by(user, least=least))


def is_public(at: str = "") -> Q:
    """Of a consultation, or of what hangs on one by the path `at`, such as “draft__consultation__”: by joins, which
    Django puts together in a third of the time of nested queries."""
    return Q(**{f"{at}state__in": [it for it in ConsultationState if it.is_public]})


def is_worked_on_by(user: User | AnonymousUser, at: str = "", *, least: TeamRole) -> Q:
    """By a member of the team with that role, or one that may more; `at` as above. True of nothing for a visitor."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    members = TeamMember.objects.filter(consultation=OuterRef(f"{at}pk"), user=user.pk, role__in=least.and_above)
    return Q(Exists(members))


class Consultation(models.Model):
    """One matter put to stakeholders. `time_zone` names the official zone in which its times are announced.

    One that was `copied_from` another, or from a template, began with its words, and its rounds with that one's rules.
    """

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(help_text="The title by language.")
    summaries = models.JSONField(default=dict, blank=True, help_text="CommonMark by language.")
    languages = ArrayField(
        models.CharField(max_length=35), default=list, help_text="BCP 47; the first is the fallback."
    )
    time_zone = models.CharField(max_length=64, default="UTC")
    contact_email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, choices=ConsultationState, default=ConsultationState.UNPUBLISHED)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="consultation_has_a_language", condition=Q(languages__len__gte=1)),
            models.CheckConstraint(
                name="consultation_published_has_a_time",
                condition=~Q(state__in=[ConsultationState.PUBLISHED, ConsultationState.ARCHIVED])
                | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.slug])

    @property
    def title(self) -> str:
        return localized(self.titles, fallback=self.language)

    @property
    def summary(self) -> str:
        return localized(self.summaries, fallback=self.language)

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_template(self) -> bool:
        return self.state == ConsultationState.TEMPLATE


class TeamMember(models.Model):
    """A person's role at the desk of one consultation."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="team_memberships")
    role = models.CharField(max_length=10, choices=TeamRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "user"], name="one_role_a_person_and_consultation")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
