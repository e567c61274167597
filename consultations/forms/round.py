from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField
from consultations.enums import Attribution, Audience, CommentsShown, ModerationMode, Positions
from consultations.forms.audience import audience_initial
from consultations.forms.clash import Difference, differences
from consultations.forms.desk import DeskForm
from consultations.forms.round_rules import RoundRulesForm, TimesForm
from consultations.models import Draft, Round
from consultations.round_rules import RULES, TIMES

REASON_LIMIT = 500
USUAL = {
    "audience": Audience.EVERYONE,
    "attributions": [Attribution.NAME],
    "comments_shown": CommentsShown.AT_ONCE,
    "positions": Positions.ANY,
    "moderation": ModerationMode.AT_ONCE,
}
"""What the form of a new round offers."""


class VersionedForm(DeskForm):
    """A form on a round that exists; it carries the version that its reader saw, and after a clash the stored one, with
    the `differences` between what is stored and what was typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    saying: tuple[str, ...] = ()
    differences: Sequence[Difference] = ()

    def said(self) -> dict[str, Any]:
        """What the service is to be told."""
        return {name: self.cleaned_data[name] for name in (*self.saying, "version")}

    def saw_another(self, version: int, message: str) -> None:
        """Somebody was faster: the form stays as typed, and saving it again is a decision. `version` is that of the
        round with which the form began in this request."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data = data
        self.differences = differences(self)
        self.add_error(None, message)


class RoundNewForm(RoundRulesForm):
    """`example` is a round whose rules are offered, not its times."""

    def __init__(
        self, data: QueryDict | None = None, *, zone: str, drafts: Iterable[Draft], example: Round | None = None
    ) -> None:
        self.kept = {}
        super().__init__(data, zone=zone, times=TIMES, initial=offered(example) if example else USUAL)
        self.drafts = {str(draft.number): draft for draft in drafts}
        choices = [(number, str(draft)) for number, draft in self.drafts.items()]
        self.fields["draft"] = forms.ChoiceField(label=_("Draft"), choices=choices)
        self.order_fields(["draft"])


class RoundForm(RoundRulesForm, VersionedForm):
    """Once a round has opened its times have been announced: they are moved by their own pages."""

    def __init__(self, data: QueryDict | None = None, *, zone: str, round: Round, at: datetime) -> None:
        rules = {name: getattr(round, name) for name in RULES}
        times = () if round.is_announced(at) else TIMES
        self.kept = {name: rules[name] for name in TIMES if name not in times}
        chosen = audience_initial(round.audience, round.audience_codes)
        super().__init__(data, zone=zone, times=times, initial=rules | chosen | {"version": round.version})


class RoundExtendForm(TimesForm, VersionedForm):
    """A promise of results may be moved along with the end, and is not forgotten with it."""

    saying = ("closes_at", "late_until", "results_by", "reason")

    def __init__(self, data: QueryDict | None = None, *, zone: str, round: Round) -> None:
        names = [name for name in TIMES if name != "opens_at" and (name != "results_by" or round.results_by)]
        self.kept = {name: getattr(round, name) for name in TIMES if name not in names}
        super().__init__(data, initial={name: getattr(round, name) for name in ("version", *names)})
        self.add_times(zone, names=[name for name in names if name != "results_by"])
        if round.results_by:
            self.add_promise(zone)
        self.fields["reason"] = reason_field()


class ResultsForm(TimesForm, VersionedForm):
    """The promise alone, of a round whose other times are announced."""

    saying = ("results_by",)

    def __init__(self, data: QueryDict | None = None, *, zone: str, round: Round) -> None:
        self.kept = {name: getattr(round, name) for name in TIMES if name != "results_by"}
        super().__init__(data, initial={"version": round.version, "results_by": round.results_by})
        self.add_promise(zone)


class RoundCloseForm(VersionedForm):
    saying = ("reason",)

    def __init__(self, data: QueryDict | None = None, *, round: Round) -> None:
        super().__init__(data, initial={"version": round.version})
        self.fields["reason"] = reason_field()


def offered(example: Round) -> dict[str, Any]:
    rules = {name: getattr(example, name) for name in RULES if name not in TIMES}
    return rules | audience_initial(example.audience, example.audience_codes)


def reason_field() -> LongTextField:
    return LongTextField(
        label=_("Why"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("In one or two sentences. Everybody can read it beside the times of the round."),
    )
