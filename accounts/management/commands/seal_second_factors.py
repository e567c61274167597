from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.sealing import Unreadable
from accounts.services.second_factor_secrets import seal_secrets


class Command(BaseCommand):
    """After the first key, and after a new one was put in front of the others."""

    help = "Encrypt the stored secrets of second factors by the first of SECOND_FACTOR_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SECOND_FACTOR_KEYS:
            raise CommandError("SECOND_FACTOR_KEYS is empty: there is no key to encrypt with.")
        try:
            changed = seal_secrets(keys=settings.SECOND_FACTOR_KEYS)
        except Unreadable as error:
            raise CommandError(
                "Some secrets were encrypted by none of SECOND_FACTOR_KEYS. Put the earlier key behind the others, and "
                "run this again; what was done stays done."
            ) from error
        self.stdout.write(f"{changed} encrypted anew; all stand under the first key now.")
