from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.enums import ModerationReason
from comments.queries.wording import reason_choices
from comments.services.report import OUTCOME_LIMIT, WORDS_LIMIT
from common.fields import LongTextField
from common.honeypot import HoneypotForm
from common.text import is_blank


class ReportForm(HoneypotForm):
    """What a reader thinks is wrong with a comment. `report_id` is made when the form is shown: a visitor's second
    click is known by it."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=reason_choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose what is wrong with the comment.")},
    )
    words = LongTextField(
        label=_("In your own words"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "class": "form-control"}),
        required=False,
        max_length=WORDS_LIMIT,
        help_text=_("What should the secretariat look at? Required for “another reason”."),
    )

    report_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid"), _("The form arrived incomplete. Reload the page.")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"report_id": uuid4()})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reason") == ModerationReason.OTHER and is_blank(data.get("words", "?")):
            self.add_error("words", _("Say in your own words what is wrong with the comment."))
        return data


class DismissalForm(forms.Form):
    """The comment stays, and why."""

    outcome = LongTextField(
        label=_("Why the comment stays"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "form-control"}),
        max_length=OUTCOME_LIMIT,
        help_text=_("Sent to those who reported it and have an account; nobody else reads it."),
        error_messages=dict.fromkeys(
            ("required", "blank"), _("Say in a sentence why the comment stays: those who reported it read it.")
        ),
    )
