from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class MailState(TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class Verb(TextChoices):
    """What an audit row says was done to its subject. Add at the end; never rename."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("unpublished")
    ARCHIVED = "archived", _("archived")
    READ_IN = "read-in", _("read in from a file")
    POSTED = "posted", _("posted")
    ENTERED = "entered", _("entered by the secretariat")
    IMPORTED = "imported", _("imported")
    ANSWERED = "answered", _("answered")
    STARTED = "started", _("started")
    FINISHED = "finished", _("finished")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    JOINED = "joined", _("joined")
    LEFT = "left", _("left")
    DELETED = "deleted", _("deleted")
    HELD = "held", _("held")
    HIDDEN = "hidden", _("hidden")
    EXTENDED = "extended", _("extended")
    CLOSED_EARLY = "closed-early", _("closed early")
    REPORTED = "reported", _("reported by a reader")
    UPHELD = "upheld", _("upheld what readers reported")
    DISMISSED = "dismissed", _("dismissed what readers reported")
    ASKED = "asked", _("asked for")
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    VERIFIED = "verified", _("verified")
    UNVERIFIED = "unverified", _("no longer verified")
    MERGED = "merged", _("merged")
    EDITED = "edited", _("edited")
    EDIT_PUBLISHED = "edit-published", _("published an edit")
    EDIT_REFUSED = "edit-refused", _("did not publish an edit")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNSEALED = "unsealed", _("read what was sealed")
    PLACED = "placed", _("placed in a later draft")
    MATCHED = "matched", _("matched with the draft before")
    CORRECTED = "corrected", _("corrected")
    CONFIRMED = "confirmed", _("confirmed")


class FileType(TextChoices):
    """Files that people may give. The value is the ending of the name; the content must agree (`common.file_types`)."""

    MARKDOWN = "md", _("Markdown")
    TEXT = "txt", _("plain text")
    CSV = "csv", _("CSV table")
    JSONL = "jsonl", _("JSON Lines")
    TOML = "toml", _("TOML")
    DOCX = "docx", _("Word document")
    ODT = "odt", _("OpenDocument text")
    XLSX = "xlsx", _("Excel workbook")
    PDF = "pdf", _("PDF")
    HTML = "html", _("HTML page")
    XML = "xml", _("Akoma Ntoso (XML)")
    PNG = "png", _("PNG image")
    JPEG = "jpg", _("JPEG image")
