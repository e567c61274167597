from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.enums import ModerationReason, Status
from comments.queries.wording import reason_choices
from comments.services.moderation import NOTE_LIMIT
from common.fields import LongTextField
from common.text import is_blank


class Move(StrEnum):
    """What a moderator can do with a comment."""

    PUBLISH = "publish"
    HOLD = "hold"
    HIDE = "hide"


PUBLISH = (Move.PUBLISH, _("Publish: everybody can read it"))
HOLD = (Move.HOLD, _("Hold: take it back into the queue"))
HIDE = (Move.HIDE, _("Hide: the reason stands in its place"))
POSSIBLE = {
    Status.PENDING: [PUBLISH, HIDE],
    Status.PUBLISHED: [HIDE, HOLD],
    Status.HIDDEN: [PUBLISH],
    Status.WITHDRAWN: [],
}
"""The moves by the status of a comment, the usual one first."""


class DecisionForm(forms.Form):
    """A decision on one comment, made on the status and the revision that the moderator saw (`seen`, `words`): what
    its author has changed since is not published unread. Only hiding has a reason."""

    reason = forms.ChoiceField(
        label=_("Reason for hiding"),
        choices=lambda: [("", "–"), *reason_choices()],
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
        help_text=_("Readers see it in the comment's place, and its author in a letter."),
    )
    note = LongTextField(
        label=_("In your own words"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "form-control"}),
        required=False,
        help_text=_("Public, sent to the author too. Required for “another reason”; name nobody."),
    )
    seen = forms.ChoiceField(choices=Status, widget=forms.HiddenInput)
    words = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, status: Status, words: int, edit_waits: bool = False
    ) -> None:
        super().__init__(data, initial={"seen": status, "words": words})
        seen = data.get("seen", "") if data else status
        possible = [
            it for it in POSSIBLE[Status(seen) if seen in Status.values else status] if it is not HOLD or not edit_waits
        ]
        if HIDE not in possible:
            del self.fields["reason"], self.fields["note"]
        self.fields["move"] = forms.ChoiceField(
            label=_("Decision"),
            choices=possible,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={"required": _("Choose what is to happen.")},
        )
        self.order_fields(["move"])

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if len(note) > NOTE_LIMIT:
            raise forms.ValidationError(
                _("The words may have %(limit)s characters; these have %(length)s."),
                params={"limit": NOTE_LIMIT, "length": len(note)},
            )
        return note

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("move") == Move.HIDE and "reason" in data:
            if not data["reason"]:
                self.add_error("reason", _("Choose why the comment is hidden."))
            elif data["reason"] == ModerationReason.OTHER and is_blank(data.get("note", "")):
                self.add_error("note", _("Say in your own words why the comment is hidden."))
        return data
