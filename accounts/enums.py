from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SiteRole(TextChoices):
    MEMBER = "member", _("Member")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipState(TextChoices):
    ASKED = "asked", _("asked")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")
