from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services.second_factor import NoSecondFactor, take_second_factor_away


class Command(BaseCommand):
    """The operator's door for an administrator whom no other administrator can help."""

    help = "Take away the second factor of somebody who lost it; the person signs in and sets a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="How you made sure who asked; goes on record.")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"Nobody has an account with the address {email}.")
        try:
            take_second_factor_away(by=None, user=user, reason=reason)
        except NoSecondFactor as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"{user.email} has no second factor any more and is told by e-mail.")
