"""For whom a comment speaks. Asked of those only who represent an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import Organisation

MYSELF = "myself"
FIELD = "speaking_for"


class SpeakingForField(forms.ChoiceField):
    """Its value is the organisation that was chosen, None for oneself."""

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self.organisations = {str(it.pk): it for it in organisations}
        super().__init__(
            label=_("For whom do you speak?"),
            help_text=_(
                "For an organisation, its stakeholder group and country stand with the comment beside your name."
            ),
            choices=[(MYSELF, _("For myself")), *((key, _label(it)) for key, it in self.organisations.items())],
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={
                "required": _("Say whether you speak for yourself or for an organisation."),
                "invalid_choice": _("You no longer speak for the organisation that was chosen here. Choose again."),
            },
        )

    def clean(self, value: Any) -> Organisation | None:
        return self.organisations.get(super().clean(value))


def ask_for_whom(form: forms.Form, organisations: Sequence[Organisation]) -> None:
    """Give the form its question, unless there is nothing to choose from.

    It is asked as well where the form, as it was sent or kept, names an organisation that its writer speaks for no
    longer: nobody's words are turned into their own without being asked.
    """
    said = (form.data if form.is_bound else form.initial).get(FIELD) or MYSELF
    if organisations or said != MYSELF:
        form.fields[FIELD] = SpeakingForField(organisations)
        form.order_fields([FIELD])


def _label(organisation: Organisation) -> str:
    words = _("For %(name)s") if organisation.is_verified else _("For %(name)s (not verified)")
    return words % {"name": organisation.name}
