"""What the services of this app refuse, in words for the person who asked. Where it can be put right in a form, the
form says it first; these hold whoever calls.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.errors import StateError


class ChangedMeanwhile(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this organisation while you were at it. Your text is below and not saved yet: "
                "compare it with what the organisation's page says now, then save again."
            )
        )


class NotKnown(StateError):
    """The organisation was merged, declined, or waits for the secretariat."""

    def __init__(self) -> None:
        super().__init__(
            _("This organisation is not, or no longer, one that people can speak for. Nothing was changed.")
        )


class AlreadyRepresents(StateError):
    def __init__(self) -> None:
        super().__init__(_("You speak for this organisation already, or have asked for it. Nothing was changed."))


class ColleagueAlready(StateError):
    def __init__(self) -> None:
        super().__init__(_("This person speaks for the organisation already. No letter was sent."))


class TooManyRequests(StateError):
    """`limit` requests of one person wait already."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            _(
                "%(limit)s of your requests wait for the secretariat. Wait for an answer, or take one of them back; "
                "then ask again."
            )
            % {"limit": limit}
        )


class DecidedAlready(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("This request was decided or taken back meanwhile. Nothing of yours was changed and no letter sent.")
        )


class EndedAlready(StateError):
    def __init__(self) -> None:
        super().__init__(_("This right to speak has ended already. Nothing was changed."))


class InvitesOneself(StateError):
    def __init__(self) -> None:
        super().__init__(_("This is your own address, and you speak for the organisation already. No letter was sent."))


class InvitedAlready(StateError):
    def __init__(self, until: datetime) -> None:
        super().__init__(
            _(
                "This address has an invitation that is good until %(day)s. No second letter was sent; withdraw the "
                "first to send another."
            )
            % {"day": date_format(until, "DATE_FORMAT")}
        )


class WantsNoInvitations(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This address has asked us to send it no invitations, so no letter was sent. Your colleague can sign "
                "in and ask the secretariat to speak for the organisation."
            )
        )


class LettersComeBack(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Letters to this address come back, so no letter was sent. Check how it is written. If it is right, "
                "your colleague can sign in and ask the secretariat to speak for the organisation."
            )
        )


class TooManyInvitations(StateError):
    def __init__(self, limit: int) -> None:
        super().__init__(
            _("You have invited %(limit)s people within a day, which is the most. Invite the next one tomorrow.")
            % {"limit": limit}
        )


class InvitationNotOpen(StateError):
    """It was used, withdrawn, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This invitation was used, was withdrawn, or its time is over. Nothing was changed. Ask your colleague "
                "for another, or ask the secretariat to speak for the organisation."
            )
        )


class InvitedAnother(StateError):
    """Whoever is signed in has not confirmed the address that was invited; it is not told to them."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _(
                "This invitation was sent to another address than yours (%(address)s). Nothing was changed. Sign in "
                "with the address that received the letter, or ask your colleague to invite this one."
            )
            % {"address": address}
        )


class WordingChangedMeanwhile(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this wording while you were at it. Yours is below and not saved yet: compare it "
                "with what the entry's page says now, then save again."
            )
        )


class NameTaken(StateError):
    """Two entries that are offered would read the same."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "An entry with the name “%(name)s” is offered already. Nothing was changed. Use that one, or choose "
                "another name."
            )
            % {"name": name}
        )


class CodeTaken(StateError):
    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "The code “%(code)s” is or was another entry's, and codes are never used twice. Nothing was changed. "
                "Choose another code."
            )
            % {"code": code}
        )


class Needed(StateError):
    """A rule of the software is tied to this entry."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("“%(name)s” cannot be retired: a rule of this site is tied to it. You can change its wording.")
            % {"name": name}
        )


class LastOffered(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("This is the last entry that is offered, and people must have a choice. Add another one first.")
        )


class NoSuccessor(StateError):
    """The entry that is to take over is not offered, or is the same one."""

    def __init__(self) -> None:
        super().__init__(_("Only another entry that is offered can take its place. Nothing was changed."))
