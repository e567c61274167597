from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.fields import PlainTextField
from consultations.forms.desk import DeskForm
from consultations.languages import language_label
from consultations.models import Consultation
from consultations.readers import READERS


class FileForm(DeskForm):
    """A file that becomes a draft. Its content is looked at when it is stored and read."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _("At most 25 MB, in one of these formats: {endings}. Everyone who may read the draft may download it."),
            endings=", ".join(READERS),
        ),
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
