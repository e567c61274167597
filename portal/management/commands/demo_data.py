from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.accounts import ACCOUNTS, COMMENTERS, PASSWORD, open_account
from portal.demo.consultation import load


class Command(BaseCommand):
    help = "Loads the demonstration consultation and its accounts. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration has accounts with a well-known password: not in production.")
        people = {account.email: open_account(account) for account in COMMENTERS}
        people |= {account.email: open_account(account, password=PASSWORD) for account in ACCOUNTS}
        consultation = load({email.partition("@")[0]: user for email, user in people.items()})
        self.stdout.write(f"The demonstration consultation is loaded: /c/{consultation.slug}/")
