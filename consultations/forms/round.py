from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField, ZonedDateTimeField
from consultations.enums import ModerationMode, RoundState
from consultations.forms.desk import DeskForm
from consultations.models import Draft, Round
from consultations.services.round import RULES, TIMES, ImpossibleTimes, RoundRules, check_times

REASON_LIMIT = 500


class VersionedForm(DeskForm):
    """A form on a round that exists; it carries the version that its reader saw, and after a clash the stored one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    saying: tuple[str, ...] = ()

    def said(self) -> dict[str, Any]:
        """What the service is to be told."""
        return {name: self.cleaned_data[name] for name in (*self.saying, "version")}

    def saw_another(self, version: int, message: str) -> None:
        """Somebody was faster: the form stays as typed, and saving it again is a decision."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data = data
        self.add_error(None, message)


class TimesForm(DeskForm):
    """Times on the clock of the consultation's official zone. What is left out stays as `kept` says."""

    kept: dict[str, Any]

    def add_times(self, zone: str, *, names: Iterable[str]) -> None:
        hint = str(_("Date and time in %(zone)s, the official time zone.") % {"zone": zone})
        labels = {
            "opens_at": (_("Opens at"), hint),
            "closes_at": (_("Closes at"), hint + " " + str(_("What is posted at this time is too late."))),
            "late_until": (
                _("Takes late contributions until"),
                str(
                    _("What comes after closing and before this time is taken and marked “late”. Empty: it is refused.")
                ),
            ),
        }
        for name in names:
            label, help_text = labels[name]
            required = name != "late_until"
            self.fields[name] = ZonedDateTimeField(zone=zone, label=label, help_text=help_text, required=required)

    def clean(self) -> dict[str, Any]:
        data = self.kept | (super().clean() or self.cleaned_data)
        if all(name in data for name in TIMES) and data["opens_at"] and data["closes_at"]:
            try:
                check_times(*(data[name] for name in TIMES))
            except ImpossibleTimes as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))
        return data


class RoundRulesForm(TimesForm):
    """What a round allows; the fields in the order of the page."""

    def __init__(self, data: QueryDict | None, *, zone: str, times: Iterable[str], **options: Any) -> None:
        super().__init__(data, **options)
        self.add_times(zone, names=times)
        self.fields["moderation"] = forms.ChoiceField(
            label=_("Moderation"),
            choices=ModerationMode,
            widget=forms.RadioSelect,
            help_text=_("Holds for what is posted from now on. What is held stands in the queue of the desk."),
        )

    def clean_moderation(self) -> ModerationMode:
        return ModerationMode(self.cleaned_data["moderation"])

    @property
    def rules(self) -> RoundRules:
        return RoundRules(**{name: self.cleaned_data[name] for name in RULES})


class RoundNewForm(RoundRulesForm):
    def __init__(self, data: QueryDict | None = None, *, zone: str, drafts: Iterable[Draft]) -> None:
        self.kept = {}
        super().__init__(data, zone=zone, times=TIMES, initial={"moderation": ModerationMode.AT_ONCE})
        self.drafts = {str(draft.number): draft for draft in drafts}
        choices = [(number, str(draft)) for number, draft in self.drafts.items()]
        self.fields["draft"] = forms.ChoiceField(label=_("Draft"), choices=choices)
        self.order_fields(["draft"])


class RoundForm(RoundRulesForm, VersionedForm):
    """Once a round has opened its times have been announced: they are moved by their own pages."""

    def __init__(self, data: QueryDict | None = None, *, zone: str, round: Round, state: RoundState) -> None:
        rules = {name: getattr(round, name) for name in RULES}
        times = TIMES if state is RoundState.SCHEDULED else ()
        self.kept = {name: rules[name] for name in TIMES if name not in times}
        super().__init__(data, zone=zone, times=times, initial=rules | {"version": round.version})


class RoundExtendForm(TimesForm, VersionedForm):
    saying = ("closes_at", "late_until", "reason")

    def __init__(self, data: QueryDict | None = None, *, zone: str, round: Round) -> None:
        self.kept = {"opens_at": round.opens_at}
        initial = {"version": round.version, "closes_at": round.closes_at, "late_until": round.late_until}
        super().__init__(data, initial=initial)
        self.add_times(zone, names=("closes_at", "late_until"))
        self.fields["reason"] = reason_field()


class RoundCloseForm(VersionedForm):
    saying = ("reason",)

    def __init__(self, data: QueryDict | None = None, *, round: Round) -> None:
        super().__init__(data, initial={"version": round.version})
        self.fields["reason"] = reason_field()


def reason_field() -> LongTextField:
    return LongTextField(
        label=_("Why"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("In one or two sentences. Everybody can read it beside the times of the round."),
    )
