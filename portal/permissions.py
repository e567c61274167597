"""Who may do what with the site itself: pure functions of who."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from consultations.permissions import works_at_some_desk


def can_edit_site_pages(user: User | AnonymousUser) -> bool:
    """Administrators: what the site promises binds the whole secretariat."""
    return user.is_authenticated and user.is_administrator


def can_read_problem_reports(user: User | AnonymousUser) -> bool:
    """Administrators: reports hold addresses of people."""
    return user.is_authenticated and user.is_administrator


def can_close_own_account(user: User) -> bool:
    """Whoever has no role: what staff did is answered for, and no consultation loses its only editor unnoticed."""
    return not works_at_some_desk(user)
