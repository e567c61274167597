from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.enums import SiteRole
from accounts.models import User
from accounts.services.role import set_site_role


class Command(BaseCommand):
    """The operator's door: an installation starts without administrators, and the first one is made here."""

    help = "Make the person with this e-mail address an administrator. The person signs up first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if user is None:
            raise CommandError(
                f"Nobody with the address {email} has an open account. Sign up first, then run this again."
            )
        set_site_role(by=None, user=user, role=SiteRole.ADMINISTRATOR)
        self.stdout.write(f"{user.email} is an administrator.")
