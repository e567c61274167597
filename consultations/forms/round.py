from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import ZonedDateTimeField
from consultations.enums import ModerationMode
from consultations.forms.desk import DeskForm
from consultations.models import Draft, Round


class RoundForm(DeskForm):
    """The times of a round on the clock of the consultation's official zone, and its moderation."""

    def __init__(
        self, data: QueryDict | None = None, *, zone: str, drafts: Iterable[Draft] = (), round: Round | None = None
    ) -> None:
        initial: dict[str, Any] = {"moderation": ModerationMode.AT_ONCE}
        if round is not None:
            initial = {"opens_at": round.opens_at, "closes_at": round.closes_at, "moderation": round.moderation}
        super().__init__(data, initial=initial)
        hint = _("Date and time in %(zone)s, the official time zone.") % {"zone": zone}
        self.drafts = {str(draft.number): draft for draft in drafts}
        if round is None:
            choices = [(number, str(draft)) for number, draft in self.drafts.items()]
            self.fields["draft"] = forms.ChoiceField(label=_("Draft"), choices=choices)
        self.fields["opens_at"] = ZonedDateTimeField(zone=zone, label=_("Opens at"), help_text=hint)
        self.fields["closes_at"] = ZonedDateTimeField(
            zone=zone, label=_("Closes at"), help_text=hint + " " + str(_("What is posted at this time is too late."))
        )
        self.fields["moderation"] = forms.ChoiceField(
            label=_("Moderation"),
            choices=ModerationMode,
            widget=forms.RadioSelect,
            help_text=_("Holds for what is posted from now on. What is held stands in the queue of the desk."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("moderation"):
            data["moderation"] = ModerationMode(data["moderation"])
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The round would close before it opens. Choose a later time."))
        return data
