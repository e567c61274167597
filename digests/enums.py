from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    PUBLIC = "public", _("For the public")
    STAFF = "staff", _("For staff")


class Format(TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("XLSX")
    JSONL = "jsonl", _("JSON Lines")
