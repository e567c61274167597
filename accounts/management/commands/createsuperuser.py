from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """In place of Django's, which would make an administrator without a verified address and without a record of it."""

    help = "Comity makes administrators with make_administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Sign up on the site, then run: python manage.py make_administrator ADDRESS")
