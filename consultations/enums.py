from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsultationState(TextChoices):
    """A template is a pattern for others: never public, and its rounds take nothing whatever the clock says."""

    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")
    TEMPLATE = "template", _("Template")

    @property
    def is_public(self) -> bool:
        return self in (ConsultationState.PUBLISHED, ConsultationState.ARCHIVED)


class RoundsCopied(TextChoices):
    """What a copy of a consultation takes of its rounds."""

    NONE = "none", _("None yet; their rules are offered when you make rounds")
    RULES = "rules", _("Its rounds with their rules")
    PROMPTS = "prompts", _("Its rounds with their rules and prompts")


class TeamRole(TextChoices):
    """From the least to the most: each may also do what those before it may.

    An observer sees what is not published yet, an analyst reads everything, a moderator works on comments, an editor on
    all of the consultation.
    """

    OBSERVER = "observer", _("Observer")
    ANALYST = "analyst", _("Analyst")
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")

    @property
    def and_above(self) -> tuple[TeamRole, ...]:
        """The roles that may what this one may."""
        ladder = tuple(TeamRole)
        return ladder[ladder.index(self) :]


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


class Audience(TextChoices):
    """Who may comment in a round. Everybody may read it."""

    EVERYONE = "everyone", _("Everyone with an account")
    GROUPS = "groups", _("Chosen stakeholder groups")
    REGIONS = "regions", _("Chosen countries and regions")
    ORGANISATIONS = "organisations", _("Invited organisations")


class Attribution(TextChoices):
    """How the author of a comment is shown. A round says which of these its comments may have."""

    NAME = "name", pgettext_lazy("of a person", "Name")
    ORGANISATION = "organisation", _("Organisation only")
    ANONYMOUS = "anonymous", _("Anonymous")


class PromptKind(TextChoices):
    """What a prompt lets people answer. All but free text have options; those of a scale are its points, in order."""

    CHOICE = "choice", _("Choice of one option")
    CHOICES = "choices", _("Choice of several options")
    SCALE = "scale", _("Scale")
    RANKING = "ranking", _("Ranking")
    TEXT = "text", _("Free text")

    @property
    def has_options(self) -> bool:
        return self is not PromptKind.TEXT


class CommentsShown(TextChoices):
    """When others see the comments of a round, and count them."""

    AT_ONCE = "at-once", _("At once")
    AFTER_CLOSING = "after-closing", _("Once the round takes nothing more; until then their authors and the team")


class Positions(TextChoices):
    """How many positions a round takes on one provision, and on the draft as a whole."""

    ANY = "any", _("Any number")
    ONE_A_PERSON = "one-a-person", _("One a person, for whomever they speak")
    ONE_AN_ORGANISATION = "one-an-organisation", _("One an organisation, and one a person who speaks for none")


class DraftState(TextChoices):
    UNPUBLISHED = "unpublished", _("Unpublished")
    PUBLISHED = "published", _("Published")


class ProvisionKind(TextChoices):
    """After the hierarchy elements of Akoma Ntoso 3.0; the comment is the abbreviation in an `eid`."""

    PREAMBLE = "preamble", _("Preamble")  # preamble
    RECITAL = "recital", _("Recital")  # rec
    PART = "part", _("Part")  # part
    TITLE = "title", pgettext_lazy("division of a legal text", "Title")  # title
    CHAPTER = "chapter", _("Chapter")  # chp
    SECTION = "section", _("Section")  # sec
    ARTICLE = "article", _("Article")  # art
    PARAGRAPH = "paragraph", _("Paragraph")  # para
    POINT = "point", _("Point")  # point
    ANNEX = "annex", _("Annex")  # annex


class LineageKind(TextChoices):
    """What became of a provision between two drafts. One that moved or has another number may have other words too."""

    UNCHANGED = "unchanged", pgettext_lazy("of a provision", "Unchanged")
    CHANGED = "changed", pgettext_lazy("of a provision", "Changed")
    MOVED = "moved", pgettext_lazy("of a provision", "Moved")
    RENUMBERED = "renumbered", pgettext_lazy("of a provision", "Renumbered")
    SPLIT = "split", pgettext_lazy("of a provision", "Split")
    MERGED = "merged", pgettext_lazy("of a provision", "Merged")
    NEW = "new", pgettext_lazy("of a provision", "New")
    DELETED = "deleted", pgettext_lazy("of a provision", "Deleted")


class ProblemReason(TextChoices):
    """Why a piece of a file has no place in the draft made from it."""

    FRONT_MATTER = "front-matter", _("Settings at the head of the file are not part of the text.")
    HTML = "html", _("HTML is not read.")
    DEFINITION = "definition", _("This line has no text of its own, such as the target of a link.")
    IMAGE = "image", _("Pictures are not read; their description is kept in the text.")
    LINK = "link", _("This link leads to another file of its author; its words are kept in the text.")
    HEADING_LINK = "heading-link", _("Headings hold no links; the words of this one are kept.")
    CELLS = "cells", _("This row has more cells than its table has columns; the first ones are kept in the text.")
    MARK = "mark", _("A dividing line or a mark without text.")
    CONTENTS = "contents", _("A table of contents is not part of the text; the draft has its own.")
    RUNNING_HEAD = "running-head", _("Running heads and page numbers repeat on the pages and are not part of the text.")
    HIDDEN = "hidden", _("Hidden text is not part of what people read.")
    NOTE = "note", _("Nothing in the text refers to this note.")
    EXTERNAL = "external", _("Text or a picture of another file is not read. Put it into this file to have it read.")
    FIELD = "field", _("A writing program computes this anew each time. Write the words themselves to have them read.")
    SCRIPT = "script", _("Scripts are neither run nor kept.")
    NAVIGATION = "navigation", _("This leads around the site that the page comes from and is not part of the text.")
    DELETED = "deleted", _("The file marks these words as deleted.")
    LEFT_OUT = "left-out", _("Left out by the editors.")
    FOOTNOTE = "footnote", _("A footnote is not part of the text; its mark is kept there.")
    PICTURE_PAGE = "picture-page", _("This page holds no text, only pictures; words that stand in them are not read.")


class PlaceUnit(TextChoices):
    """What the places in a file are counted by."""

    LINE = "line", _("Line")
    PAGE = "page", _("Page")
    PARAGRAPH = "paragraph", pgettext_lazy("place in a file", "Paragraph")


class NoticeKind(TextChoices):
    """What people should know about how a whole file was read."""

    TRACKED_CHANGES = "tracked-changes", _("Tracked changes were read as accepted.")
    REMARKS = "remarks", _("Remarks in the margin are not part of the text.")
    ENCODING = "encoding", _("The text is not in UTF-8; it was read as the encoding that its letters point to.")
    ADDRESSES = (
        "addresses",
        _("Addresses of provisions that stood twice, or cannot stand in a web address, were changed."),
    )
    OTHER_DOCUMENT = "other-document", _("The file is the record of a debate or a judgment; it was read like a draft.")
    RUNNING_HEADS = "running-heads", _("Running heads and page numbers were left out.")


class JoinedAs(TextChoices):
    """What the words of a provision become in the one that it is joined with."""

    PARAGRAPH = "paragraph", pgettext_lazy("of words that are joined", "A paragraph of its own")
    RUNNING_ON = "running-on", pgettext_lazy("of words that are joined", "The end of its last paragraph")
    HEADING = "heading", pgettext_lazy("of words that are joined", "Its heading")


class EditOperation(TextChoices):
    """What editors did to a provision of a draft before it was published."""

    JOINED = "joined", pgettext_lazy("a change of a draft", "joined with the one before it")
    SPLIT = "split", pgettext_lazy("a change of a draft", "split")
    LIFTED = "lifted", pgettext_lazy("a change of a draft", "lifted one level")
    LOWERED = "lowered", pgettext_lazy("a change of a draft", "lowered one level")
    LABELLED = "labelled", pgettext_lazy("a change of a draft", "given another number, heading or kind")
    LEFT_OUT = "left-out", pgettext_lazy("a change of a draft", "left out")
    PLACED = "placed", pgettext_lazy("a change of a draft", "placed")
