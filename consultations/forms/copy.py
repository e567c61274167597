"""The questions what of an earlier consultation, or of a template, a new one takes along besides its words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from common.fields import ZonedDateTimeField, zone_choices
from consultations.enums import RoundsCopied
from consultations.models import Consultation

WHAT_IS_COPIED = ("with_team", "rounds", "opens_at")


def add_what_is_copied(form: forms.Form, *, source: Consultation, zone: str) -> None:
    """`zone` is the official one as it was chosen; of a source without rounds only the team is asked about."""
    form.fields["with_team"] = forms.BooleanField(
        label=_("Take the team along"),
        required=False,
        help_text=_("Everybody who works there gets the same role here."),
    )
    if not source.rounds.exists():
        return
    form.fields["rounds"] = forms.ChoiceField(
        label=_("What of its rounds?"),
        choices=RoundsCopied,
        widget=forms.RadioSelect,
        initial=RoundsCopied.PROMPTS if source.is_template else RoundsCopied.NONE,
        help_text=_(
            "With rounds, each draft that they are on is prepared under its label and waits for your file. Comments "
            "and answers are never copied."
        ),
    )
    form.fields["opens_at"] = ZonedDateTimeField(
        zone=zone if zone in dict(zone_choices()) else source.time_zone,
        label=_("The first round opens at"),
        required=False,
        help_text=_("In the official time zone chosen above. All other times keep their distances from it."),
    )


def clean_what_is_copied(form: forms.Form, said: dict[str, Any]) -> None:
    """The rounds need a day from which their times are counted, and one to come: what has opened is announced."""
    if "rounds" not in said:
        return
    said["rounds"] = RoundsCopied(said["rounds"])
    opens_at = said.get("opens_at")
    if said["rounds"] is RoundsCopied.NONE or "opens_at" in form.errors:
        return
    if opens_at is None:
        form.add_error("opens_at", now("Say when the first round opens; the others follow at the same distances."))
    elif opens_at <= timezone.now():
        form.add_error("opens_at", now("This time has passed, and what has opened cannot change. Choose a later one."))
