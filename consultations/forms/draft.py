from __future__ import annotations

from typing import Any, cast

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.fields import PlainTextField
from common.uploads import DRAFT_LIMIT
from consultations.forms.desk import DeskForm
from consultations.languages import language_label
from consultations.models import Consultation
from consultations.readers import READERS
from consultations.services.draft import FILE_TYPES


def help_with_formats() -> str:
    """In the order of the formats' names, as the list grows by itself with the readers."""
    formats = sorted(str(file_type.label) for file_type in FILE_TYPES)
    text = gettext("%(formats)s; at most %(limit)s. Everyone who may read the draft may download the file.")
    return text % {"formats": ", ".join(formats), "limit": filesizeformat(DRAFT_LIMIT)}


class FileForm(DeskForm):
    """A file that becomes a draft. Its content is looked at when it is stored and read."""

    file = forms.FileField(
        label=_("File"),
        help_text=lazy(help_with_formats, str)(),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(READERS)}),
    )


class DraftForm(FileForm):
    label = PlainTextField(label=_("Label"), max_length=120, help_text=_("Such as “Zero draft” or “Version 2”."))
    language = forms.ChoiceField(label=_("Language of the text"))

    field_order = ["label", "language", "file"]

    def __init__(self, *data: Any, consultation: Consultation) -> None:
        super().__init__(*data)
        choices = [(tag, language_label(tag)) for tag in consultation.languages]
        cast("forms.ChoiceField", self.fields["language"]).choices = choices
