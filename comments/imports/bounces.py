"""Letters that came back, read from what a mail server or provider gives: a table, or a mailbox of notifications.

Notifications are delivery status notifications after RFC 3464, in the mbox format of RFC 4155.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from comments.imports.row import TableRefused
from comments.imports.tables import TableOptions, read_table

ADDRESS = ("address", "email", "e-mail", "recipient")
"""How the head of a table may call the column of addresses, whatever its capitals; the reason is in `reason`."""

STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
"""An enhanced status code after RFC 3463: 4 is a failure that may pass, 5 one that will not."""


@dataclass(frozen=True)
class Bounce:
    """One letter that came back: `place` is the line of the table or the number of the message. `is_final` says that
    later letters would come back, too."""

    place: int
    address: str
    is_final: bool

    @property
    def is_address(self) -> bool:
        try:
            validate_email(self.address)
        except ValidationError:
            return False
        return True


def read_bounces(path: Path) -> list[Bounce]:
    """A mailbox is known by its first word, “From ”. Raises OSError, TableRefused."""
    with path.open("rb") as opened:
        is_mailbox = opened.read(5) == b"From "
    return [*(_in_mailbox(path) if is_mailbox else _in_table(path))]


def _in_table(path: Path) -> Iterator[Bounce]:
    """What gives no status code is final: providers list what they have given up."""
    with path.open("rb") as opened:
        for row in read_table(opened, TableOptions()):
            cells = {name.strip().casefold(): cell.strip() for name, cell in row.values.items()}
            column = next((name for name in ADDRESS if name in cells), None)
            if column is None:
                raise TableRefused(_("The table has no column “address”. Its first line names the columns."))
            status = STATUS.search(cells.get("reason", ""))
            yield Bounce(row.line, cells[column], is_final=status is None or status[1] == "5")


def _in_mailbox(path: Path) -> Iterator[Bounce]:
    """Other letters in the mailbox say nothing and are passed over."""
    for number, message in enumerate(mailbox.mbox(path, create=False), start=1):
        for part in message.walk():
            if part.get_content_type() == "message/delivery-status":
                yield from _in_notification(part, number)


def _in_notification(part: Message, number: int) -> Iterator[Bounce]:
    """The first block is about the notification, each further one about a recipient. The address that we wrote to is
    the original one, where the server tells it."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    for block in (it for it in blocks if isinstance(it, Message)):
        recipient = str(block["Original-Recipient"] or block["Final-Recipient"] or "")
        if recipient:
            status = STATUS.search(str(block["Status"] or ""))
            failed = str(block["Action"] or "").strip().lower() == "failed"
            address = recipient.rpartition(";")[2].strip().strip("<>")
            yield Bounce(number, address, is_final=failed and (status is None or status[1] == "5"))
