from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services.unreachable import forget_unreachable_addresses
from comments.imports.bounces import Bounce, read_bounces
from comments.imports.row import TableRefused
from comments.services.bounces import note_bounces


class Command(BaseCommand):
    help = (
        "Note addresses from which letters came back: from a table (CSV or XLSX) with the columns address and reason, "
        "or from a mailbox (mbox) of delivery status notifications. No further invitations go to them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--reachable", action="store_true", help="Take the notes of these addresses away: they can be written to."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        bounces = _read(options["file"])
        addresses = {it.address for it in bounces if it.is_address and (it.is_final or options["reachable"])}
        if options["reachable"]:
            self.stdout.write(f"Can be written to again: {forget_unreachable_addresses(addresses)}.")
        else:
            ended = note_bounces(addresses)
            self.stdout.write(f"Addresses to which no invitations go: {len(addresses)}. Invitations ended: {ended}.")
            self._say("only delayed", [it for it in bounces if it.is_address and not it.is_final])
        self._say("no address", [it for it in bounces if not it.is_address])

    def _say(self, why: str, passed_over: list[Bounce]) -> None:
        """Without the addresses: what is printed may end in a log."""
        if passed_over:
            places = ", ".join(str(it.place) for it in passed_over[:20]) + (", …" if passed_over[20:] else "")
            self.stdout.write(f"Passed over, {why}: {len(passed_over)} (line or message {places}).")


def _read(path: Path) -> list[Bounce]:
    try:
        return read_bounces(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}. Nothing was noted.") from error
    except TableRefused as refusal:
        raise CommandError(f"{refusal} Nothing was noted.") from refusal
