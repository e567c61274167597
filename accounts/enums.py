from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteRole(TextChoices):
    MEMBER = "member", _("Member")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipState(TextChoices):
    ASKED = "asked", _("asked")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


class OrganisationState(TextChoices):
    """`asked` waits for the secretariat; a merged one points to the organisation that it turned out to be."""

    ASKED = "asked", _("asked for")
    KNOWN = "known", _("known")
    DECLINED = "declined", _("declined")
    MERGED = "merged", _("merged")


class InvitationState(TextChoices):
    """That one has expired follows from the clock and is not stored."""

    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", pgettext_lazy("an invitation", "accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNREACHABLE = "unreachable", _("letters come back")
