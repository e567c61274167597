"""What the doors branch on."""

from __future__ import annotations

from enum import Enum

from django.contrib.auth.models import AnonymousUser

from accounts.enums import SiteRole
from accounts.models import User
from common.prepared import Given


class ReaderKind(Enum):
    """All readers of a kind are let through a door by the same SQL."""

    VISITOR = "visitor"
    PERSON = "person"
    ADMINISTRATOR = "administrator"

    @classmethod
    def of(cls, user: User | AnonymousUser) -> ReaderKind:
        if not user.is_authenticated:
            return cls.VISITOR
        return cls.ADMINISTRATOR if user.is_administrator else cls.PERSON

    @property
    def anyone(self) -> User | AnonymousUser:
        """Who stands for readers of this kind in a prepared query, which is then given the key of one as `reader`."""
        if self is ReaderKind.VISITOR:
            return AnonymousUser()
        is_administrator = self is ReaderKind.ADMINISTRATOR
        return User(pk=Given("reader"), site_role=SiteRole.ADMINISTRATOR if is_administrator else SiteRole.MEMBER)
