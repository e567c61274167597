from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SitePage(TextChoices):
    """A page that every public body needs. The value is its address; the order is that of the foot of every page."""

    HOW_TO_TAKE_PART = "how-to-take-part", _("How to take part")
    CONTACT = "contact", _("Contact")
    TERMS = "terms", _("Terms of use")
    PRIVACY = "privacy", _("Privacy")


class ProblemState(TextChoices):
    """In the order of their values, backwards, what is open comes first."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
