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
    """Follows from the clock; never stored. What is said while a round is `LATE` is taken and flagged as late."""

    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    LATE = "late", _("Late contributions")
    CLOSED = "closed", _("Closed")

    @property
    def takes_comments(self) -> bool:
        return self in (RoundState.OPEN, RoundState.LATE)


class ModerationMode(TextChoices):
    """What becomes of a comment that somebody posts in a round. Those that the secretariat enters or imports are
    published at once whatever the mode."""

    AT_ONCE = "at-once", _("Publish at once")
    FIRST = "first", _("Hold a person's first comment until somebody decides")
    ALL = "all", _("Hold every comment until somebody decides")


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


class ProblemReason(TextChoices):
    """Why a piece of a file has no place in the draft made from it."""

    FRONT_MATTER = "front-matter", _("Settings at the head of the file are not part of the text.")
    HTML = "html", _("HTML is not read.")
    DEFINITION = "definition", _("This line has no text of its own, such as the target of a link.")
    IMAGE = "image", _("Pictures are not read; their description is kept in the text.")
    LINK = "link", _("This link leads to another file of its author; its words are kept in the text.")
    CELLS = "cells", _("This row has more cells than its table has columns; the first ones are kept in the text.")
    MARK = "mark", _("A dividing line or a mark without text.")
