from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField
from common.text import is_blank
from common.uploads import Readable

SHORTEST, USUAL, LONGEST = 1, 30, 180


class InvitationListForm(forms.Form):
    """People to invite, pasted or as a file. Cleaned, `table` is what to read and `name` what it is called."""

    pasted = LongTextField(
        label=_("Paste the table"),
        required=False,
        help_text=_("As from a spreadsheet. The first line names the columns."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or give a file"),
        required=False,
        help_text=_("CSV or Excel (.xlsx), up to 50,000 lines. Encoding and separators are detected."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx"}),
    )
    days = forms.IntegerField(
        label=_("Days that a link works"), min_value=SHORTEST, max_value=LONGEST, initial=USUAL, required=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        pasted, upload = cleaned.get("pasted", ""), cleaned.get("file")
        if self.errors:
            return cleaned
        if upload and not is_blank(pasted):
            self.add_error("file", _("Give the table once: pasted, or as a file."))
        elif upload:
            cleaned["table"], cleaned["name"] = upload, upload.name
        elif is_blank(pasted):
            self.add_error("pasted", _("Paste the table, or give it as a file."))
        else:
            table: Readable = BytesIO(pasted.encode())
            cleaned["table"], cleaned["name"] = table, "pasted.csv"
        return cleaned
