from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    PUBLIC = "public", _("For the public")
    STAFF = "staff", _("For staff")


class Format(TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("XLSX")
    JSONL = "jsonl", _("JSON Lines")


class Phase(TextChoices):
    """What the job of a digest does now: stored as a code, shown in the reader's language."""

    COMMENTS = "comments", _("Writing rows of comments")
    ANCHORS = "anchors", _("Writing rows of anchors")
    ANSWERS = "answers", _("Writing rows of answers to prompts")
    CLOSING = "closing", _("Closing the files")
    CHECKING_CSV = "checking-csv", _("Checking rows of the CSV table")
    CHECKING_JSONL = "checking-jsonl", _("Checking lines of JSON")
