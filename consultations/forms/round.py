from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import ZonedDateTimeField
from consultations.forms.desk import DeskForm
from consultations.models import Draft, Round


class RoundForm(DeskForm):
    """The times of a round on the clock of the consultation's official zone."""

    def __init__(
        self, data: QueryDict | None = None, *, zone: str, drafts: Iterable[Draft] = (), round: Round | None = None
    ) -> None:
        initial: dict[str, Any] = {"opens_at": round.opens_at, "closes_at": round.closes_at} if round else {}
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

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The round would close before it opens. Choose a later time."))
        return data
