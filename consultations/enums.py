from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsultationState(TextChoices):
    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class TeamRole(TextChoices):
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")


class RoundState(TextChoices):
    """Follows from the clock; never stored."""

    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class DraftState(TextChoices):
    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")


class ProvisionKind(TextChoices):
    """After the hierarchy elements of Akoma Ntoso 3.0; the comment is the abbreviation in an `eid`."""

    PREAMBLE = "preamble", _("Preamble")  # preamble
    RECITAL = "recital", _("Recital")  # rec
    PART = "part", _("Part")  # part
    TITLE = "title", _("Title")  # title
    CHAPTER = "chapter", _("Chapter")  # chp
    SECTION = "section", _("Section")  # sec
    ARTICLE = "article", _("Article")  # art
    PARAGRAPH = "paragraph", _("Paragraph")  # para
    POINT = "point", _("Point")  # point
    ANNEX = "annex", _("Annex")  # annex
