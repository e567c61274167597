from __future__ import annotations

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.services.moderation import NOTE_LIMIT
from common.fields import LongTextField
from common.text import is_blank


class EditMove(StrEnum):
    """What a moderator can do with an edit that waits."""

    PUBLISH = "publish"
    REFUSE = "refuse"


class EditDecisionForm(forms.Form):
    """`revision` is the number of the revision that the moderator has read."""

    decision = forms.ChoiceField(
        label=_("Decision on the edit"),
        choices=[
            (EditMove.PUBLISH, _("Publish: it takes the place of what stands there")),
            (EditMove.REFUSE, _("Do not publish: the comment stays as it is")),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose what is to happen.")},
    )
    why = LongTextField(
        label=_("Why it is not published"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "form-control"}),
        required=False,
        max_length=NOTE_LIMIT,
        help_text=_("Sent to the author alone. Needed where the edit is not published."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("decision") == EditMove.REFUSE and "why" in data and is_blank(data["why"]):
            self.add_error("why", _("Tell the author why."))
        return data
