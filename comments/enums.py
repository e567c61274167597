from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.enums import Attribution as Attribution  # what a round allows, its comments have


class Kind(TextChoices):
    GENERAL = "general", _("General comment")
    QUESTION = "question", _("Question")
    WORDING = "wording", _("Proposed wording")


class Position(TextChoices):
    SUPPORT = "support", _("Support")
    CHANGES = "changes", _("Support with changes")
    OPPOSE = "oppose", _("Oppose")
    NONE = "none", _("No position")


class Sort(TextChoices):
    """The orders of a list of threads."""

    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    AGREED = "agreed", _("Most agreed with")
    DISCUSSED = "discussed", _("Most discussed")


class Opinion(TextChoices):
    """What a reaction says of a comment."""

    AGREE = "agree", _("Agree")
    DISAGREE = "disagree", _("Disagree")


class Status(TextChoices):
    PENDING = "pending", _("Pending")
    PUBLISHED = "published", pgettext_lazy("a comment", "Published")
    HIDDEN = "hidden", pgettext_lazy("a comment", "Hidden")
    WITHDRAWN = "withdrawn", pgettext_lazy("a comment", "Withdrawn")


class ModerationReason(TextChoices):
    """The reasons for hiding that every installation begins with, by their codes. What is offered and how it reads is
    in `ModerationReasonTerm`, which the secretariat keeps."""

    ABUSE = "abuse", _("it insults or threatens people")
    PERSONAL_DATA = "personal-data", _("it contains personal data of others")
    OFF_TOPIC = "off-topic", _("it does not concern the draft")
    SPAM = "spam", _("it advertises or was sent by a machine")
    UNLAWFUL = "unlawful", _("it is against the law")
    OTHER = "other", _("another reason")


class ReportState(TextChoices):
    OPEN = "open", _("open")
    UPHELD = "upheld", _("upheld: the comment was hidden")
    DISMISSED = "dismissed", _("dismissed: the comment stays")
    LAPSED = "lapsed", _("lapsed: its author withdrew the comment")


class Channel(TextChoices):
    WEB = "web", _("Web")
    EMAIL = "e-mail", _("E-mail")
    LETTER = "letter", _("Letter")
    EVENT = "event", _("Event")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    API = "api", _("API")


class NoticeKind(TextChoices):
    """What a letter to all who take part in a round says; `is_for_the_team`, to those who work on its comments."""

    OPENED = "opened", _("opened")
    EXTENDED = "extended", _("extended")
    FIRST_REMINDER = "first-reminder", _("closes in three days")
    LAST_REMINDER = "last-reminder", _("closes in a day")
    CLOSED = "closed", _("closed")
    CLOSED_EARLY = "closed-early", _("closed early")
    RESULTS_SOON = "results-soon", _("results due in a week")
    RESULTS_DUE = "results-due", _("results due")
    RESULTS = "results", _("results published")

    @property
    def is_for_the_team(self) -> bool:
        return self in (NoticeKind.RESULTS_SOON, NoticeKind.RESULTS_DUE)

    @property
    def is_for_those_admitted(self) -> bool:
        """What is past concerns whoever took part; what can still be done, those who may do it."""
        past = (NoticeKind.CLOSED, NoticeKind.CLOSED_EARLY, NoticeKind.RESULTS)
        return not self.is_for_the_team and self not in past


class LetterKind(TextChoices):
    """What a letter to one person tells. That a comment is taken from readers is told at once to everybody whom it
    concerns, in the decision's own transaction; nobody chooses that, so it is none of these."""

    RECEIPT = "receipt", _("Receipts of what you post")
    REPLY = "reply", _("Replies to your comments")
    RESPONSE = "response", _("Answers of the secretariat")
    MODERATION = "moderation", _("Publication of your comments")
    CARRIED = "carried", _("Your comments in a new draft")

    @property
    def is_bundled(self) -> bool:
        """Whether what is due together goes in one letter. A receipt is a paper of its own, and so is what a new draft
        does to all that somebody has said."""
        return self not in (LetterKind.RECEIPT, LetterKind.CARRIED)


class LetterTime(TextChoices):
    """When somebody wants letters of a kind."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class CommentNoticeState(TextChoices):
    WAITING = "waiting", _("waiting")
    WRITTEN = "written", _("written")
    LEFT_OUT = "left-out", _("left out")


class AnchorType(TextChoices):
    DRAFT = "draft", _("Whole draft")
    PROVISION = "provision", _("Provision")
    PASSAGE = "passage", _("Passage")
    GAP = "gap", _("Gap after a provision")


class Disposition(TextChoices):
    """The dispositions that every installation begins with, by their codes. What is offered and how it reads is in
    `DispositionTerm`, which the secretariat keeps."""

    ACCEPTED = "accepted", _("Accepted")
    MODIFIED = "accepted-with-modifications", _("Accepted with modifications")
    NOTED = "noted", _("Noted")
    NOT_ACCEPTED = "not-accepted", _("Not accepted")
    OUT_OF_SCOPE = "out-of-scope", _("Out of scope")


class Place(TextChoices):
    """What a tally counts the comments of."""

    ROUND = "round", _("Round")
    DRAFT = "draft", _("Whole draft")
    PROVISION = "provision", _("Provision")


class Dimension(TextChoices):
    """By what a tally counts. `ALL` has the value ""; replies count in every dimension but those with a position. Who
    took which position, and what concerns countries, is counted of whole rounds alone."""

    ALL = "all", _("All")
    GROUP = "group", _("Stakeholder group")
    REGION = "region", _("Region")
    POSITION = "position", _("Position")
    GROUP_POSITION = "group-position", _("Stakeholder group and position")
    REGION_POSITION = "region-position", _("Region and position")
    COUNTRY = "country", _("Country")
    COUNTRY_POSITION = "country-position", _("Country and position")


class RowOutcome(TextChoices):
    CREATED = "created", _("created")
    PRESENT = "already-there", _("already there")
    REJECTED = "rejected", _("rejected")


class InviteeState(TextChoices):
    """What became of one line of a list of invitations."""

    READY = "ready", _("can be invited")
    REJECTED = "rejected", _("not understood")
    REPEATED = "repeated", _("stands in the list already")
    INVITED = "invited", _("has an invitation already")
    REFUSES = "refuses", _("wants no invitations")
    UNREACHABLE = "unreachable", _("letters come back")
    WAITING = "waiting", _("invited")
    ACCEPTED = "accepted", pgettext_lazy("an invitation", "accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class InviteeMove(StrEnum):
    """What an editor does with one invitation, as forms send it."""

    WITHDRAW = "withdraw"
    SEND_AGAIN = "send-again"
    UNREACHABLE = "unreachable"


class SearchScope(TextChoices):
    """Where words are looked for, as addresses say it."""

    ALL = "all", _("Drafts and comments")
    DRAFTS = "drafts", _("In drafts")
    COMMENTS = "comments", _("In comments")


class SearchOrder(TextChoices):
    BEST = "best", pgettext_lazy("the order of what was found", "Best matches first")
    NEWEST = "newest", pgettext_lazy("the order of what was found", "Newest first")


class SearchProblem(StrEnum):
    """Why nothing was looked for."""

    NOTHING_ASKED = "nothing-asked"
    TOO_LONG = "too-long"
    EXCLUDES_ONLY = "excludes-only"
    NO_WORD = "no-word"


class PlacementState(TextChoices):
    """What became of a place that a comment hangs on, in a later draft. Each has exactly one."""

    UNCHANGED = "unchanged", pgettext_lazy("of the place of a comment", "Unchanged")
    MOVED = "moved", pgettext_lazy("of the place of a comment", "Moved")
    CHANGED = "changed", pgettext_lazy("of the place of a comment", "On changed text")
    LOST = "lost", pgettext_lazy("of the place of a comment", "No place")
