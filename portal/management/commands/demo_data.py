from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.accounts import open_accounts
from portal.demo.consultation import load
from portal.demo.invitations import invite_people
from portal.demo.lists import keep_lists
from portal.demo.organisations import take_up_organisations
from portal.demo.second_factors import set_second_factors
from portal.demo.stage import SCENES, Stage
from portal.demo.template import keep_template

SAME = """
The same seed gives the same people, words, threads, attributions and responses, and the same times relative to the
rounds; the rounds themselves lie relative to the day of the first load. Public references of comments are random.
"""


class Command(BaseCommand):
    help = "Loads the demonstration consultation and its accounts. Running it again changes nothing."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        stages = "\n".join(f"  {stage.value:<11} {scene} (/c/{stage.slug}/)" for stage, scene in SCENES.items())
        return super().create_parser(prog_name, subcommand, epilog=f"Stages:\n{stages}\n{SAME}", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stage",
            choices=[stage.value for stage in Stage],
            default=Stage.OPEN.value,
            help="Where the consultation stands; each stage is a consultation of its own beside the others.",
        )
        parser.add_argument("--seed", type=int, default=1, help="Decides when in its round each comment was said.")

    def handle(self, *args: Any, stage: str, seed: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration has accounts with a well-known password: not in production.")
        people, now = open_accounts(), timezone.now()
        set_second_factors(people)
        take_up_organisations(people, now=now)
        consultation = load(Stage(stage), people, now=now, seed=seed)
        invite_people(consultation, people)
        keep_lists(by=people["administrator"])
        keep_template(people, now=now)
        self.stdout.write(f"The demonstration consultation is loaded: /c/{consultation.slug}/")
