"""The fields of a round's rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import ZonedDateTimeField
from consultations.enums import Attribution, CommentsShown, ModerationMode, Positions
from consultations.forms.audience import add_audience, clean_audience
from consultations.forms.desk import DeskForm
from consultations.limits import POSTED_WORDS, SHORTEST_LIMIT
from consultations.round_rules import RULES, TIMES, RoundRules
from consultations.services.round import ImpossibleTimes, check_times


class TimesForm(DeskForm):
    """Times on the clock of the consultation's official zone. What is left out stays as `kept` says."""

    kept: dict[str, Any]

    def add_times(self, zone: str, *, names: Iterable[str]) -> None:
        hint = str(_("Date and time in %(zone)s, the official time zone.") % {"zone": zone})
        labels = {
            "opens_at": (_("Opens at"), hint),
            "closes_at": (_("Closes at"), hint + " " + str(_("What is posted at this time is too late."))),
            "results_by": (
                _("Results are promised by"),
                str(
                    _(
                        "When people can read what became of what they said. They read this time beside the round, and "
                        "the team is reminded."
                    )
                ),
            ),
            "late_until": (
                _("Takes late contributions until"),
                str(
                    _("What comes after closing and before this time is taken and marked “late”. Empty: it is refused.")
                ),
            ),
        }
        for name in names:
            label, help_text = labels[name]
            required = name in ("opens_at", "closes_at")
            self.fields[name] = ZonedDateTimeField(zone=zone, label=label, help_text=help_text, required=required)

    def add_promise(self, zone: str) -> None:
        """Where results are promised, or are to be: a promise moves, and is not taken back."""
        self.add_times(zone, names=["results_by"])
        self.fields["results_by"].required = True

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
        add_audience(self, codes=self.initial.get("audience_codes", ()))
        self.fields["attributions"] = forms.MultipleChoiceField(
            label=_("How may authors be shown?"),
            choices=Attribution,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Who writes chooses among these; stakeholder group and country are shown in any case. “Organisation "
                "only” is for those who belong to one. What is anonymous stays so for the secretariat, too."
            ),
            error_messages={"required": _("Choose at least one way in which authors are shown.")},
        )
        self.fields["length_limit"] = forms.IntegerField(
            label=_("Longest comment, in characters"),
            required=False,
            min_value=SHORTEST_LIMIT,
            max_value=POSTED_WORDS,
            help_text=_("Of a comment or a reply, spaces included; a proposed wording does not count. Empty: %(most)s.")
            % {"most": POSTED_WORDS},
        )
        self.fields["positions"] = forms.ChoiceField(
            label=_("How many positions on one provision?"),
            choices=Positions,
            widget=forms.RadioSelect,
            help_text=_(
                "Or on the draft as a whole. Replies, and comments that take no position, are possible in any case; "
                "what you enter for others is not counted. Once the round has opened it can only become any number."
            ),
        )
        self.fields["comments_shown"] = forms.ChoiceField(
            label=_("When do others see the comments?"),
            choices=CommentsShown,
            widget=forms.RadioSelect,
            help_text=_("Holds for figures and public digests, too. It does not change once the round has opened."),
        )
        self.fields["moderation"] = forms.ChoiceField(
            label=_("Moderation"),
            choices=ModerationMode,
            widget=forms.RadioSelect,
            help_text=_("Holds for what is posted from now on. What is held stands in the queue of the desk."),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        clean_audience(self, said)
        return said

    def clean_attributions(self) -> tuple[Attribution, ...]:
        return tuple(it for it in Attribution if it in self.cleaned_data["attributions"])

    def clean_comments_shown(self) -> CommentsShown:
        return CommentsShown(self.cleaned_data["comments_shown"])

    def clean_positions(self) -> Positions:
        return Positions(self.cleaned_data["positions"])

    def clean_moderation(self) -> ModerationMode:
        return ModerationMode(self.cleaned_data["moderation"])

    @property
    def rules(self) -> RoundRules:
        return RoundRules(**{name: self.cleaned_data[name] for name in RULES})
