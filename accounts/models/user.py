from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import SiteRole
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models.stakeholder_group import StakeholderGroup


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. What they say keeps the tags of the day; this row holds those of today."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=PERSON_NAME, blank=True)
    is_active = models.BooleanField(default=True)
    site_role = models.CharField(max_length=20, choices=SiteRole, default=SiteRole.MEMBER)
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT, null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    organisation_name = models.CharField(_("organisation"), max_length=ORGANISATION_NAME, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    time_zone = models.CharField(max_length=64, blank=True)
    wants_round_letters = models.BooleanField(
        default=True, db_default=True, help_text="Letters when a round opens, is extended, nears its end or has closed."
    )
    joined_at = models.DateTimeField(default=timezone.now)
    profile_completed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_administrator(self) -> bool:
        return self.is_active and self.site_role == SiteRole.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:
        """Django's name for who may open its admin pages."""
        return self.is_administrator

    @property
    def is_superuser(self) -> bool:
        return self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_administrator
