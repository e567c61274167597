from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.countries import all_countries
from accounts.facts import INTERGOVERNMENTAL, Facts, facts_of
from accounts.folding import mixes_alphabets
from accounts.limits import NOTE, ORGANISATION_NAME, REGISTER_NUMBER, SHORT_NAME
from accounts.models import Organisation, StakeholderGroup
from accounts.queries.organisation import similar_organisations
from common.fields import LongTextField, PlainTextField
from common.fields_only import FieldsOnlyForm


def countries() -> list[tuple[str, str]]:
    names = [(it.alpha2, it.name) for it in all_countries(get_language() or "en")]
    return [("", gettext("No country (intergovernmental)")), *names]


def one_alphabet(name: str) -> None:
    if mixes_alphabets(name):
        raise ValidationError(
            gettext(
                "A word of this name mixes letters of two alphabets that look alike, such as a Cyrillic “а” among "
                "Latin letters. Type it again in one alphabet."
            ),
            code="mixed",
        )


class FactsForm(FieldsOnlyForm):
    """What an organisation says of itself. `facts` holds it once the form is valid."""

    name = PlainTextField(
        label=_("Name"),
        max_length=ORGANISATION_NAME,
        validators=[one_alphabet],
        help_text=_("In full, as the organisation writes it itself."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
    short_name = PlainTextField(
        label=_("Short name"),
        max_length=SHORT_NAME,
        required=False,
        validators=[one_alphabet],
        help_text=_("Its abbreviation, if it has one."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    stakeholder_group = forms.ChoiceField(
        label=_("Stakeholder group"),
        widget=forms.RadioSelect,
        help_text=_("What is said for the organisation counts in this group."),
        error_messages={"required": _("Choose a group.")},
    )
    country = forms.ChoiceField(
        label=_("Country or territory"),
        choices=countries,
        required=False,
        help_text=_("Where its seat is. Needed, unless it is intergovernmental."),
        error_messages={"invalid_choice": _("This country is not in the list. Choose one of the list.")},
    )
    register_number = PlainTextField(
        label=_("Number in a public register"),
        max_length=REGISTER_NUMBER,
        required=False,
        help_text=_(
            "With the name of the register, such as “EU Transparency Register 123-45”. It makes verifying easier."
        ),
    )
    website = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        max_length=200,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": _("This is not a web address. Write it like https://example.org.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, organisation: Organisation | None = None, **initial: str
    ) -> None:
        super().__init__(data, initial=first_values(organisation) if organisation else initial)
        self.organisation = organisation
        self.groups = {group.slug: group for group in StakeholderGroup.objects.offered()}
        if organisation is not None:
            self.groups.setdefault(organisation.stakeholder_group.slug, organisation.stakeholder_group)
        choices = [(slug, group.choice) for slug, group in self.groups.items()]
        cast("forms.ChoiceField", self.fields["stakeholder_group"]).choices = choices
        self.similar: list[Organisation] = []

    def clean_stakeholder_group(self) -> StakeholderGroup:
        return self.groups[self.cleaned_data["stakeholder_group"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        group = cleaned.get("stakeholder_group")
        if cleaned.get("country") == "" and group is not None and group.slug != INTERGOVERNMENTAL:
            self.add_error("country", gettext("Choose the country of its seat."))
        return cleaned

    @property
    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in FactsForm.base_fields})


class NewOrganisationForm(FactsForm):
    """Of one that is not kept yet. Where a name comes close to one that is, the form asks once whether it is another:
    `similar` holds those that it comes close to."""

    is_another = forms.BooleanField(label=_("It is none of these."), required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("name") and not self.errors:
            self.similar = similar_organisations(f"{cleaned['name']} {cleaned['short_name']}")
        if self.similar:
            self.fields["is_another"].widget = forms.CheckboxInput()
            if not cleaned.get("is_another"):
                message = gettext("Say that it is none of the organisations above, or choose one of them.")
                self.add_error("is_another", message)
        return cleaned


class RequestForm(FieldsOnlyForm):
    """A request to speak for an organisation that is kept already."""

    note = LongTextField(
        label=_("What should the secretariat know?"),
        max_length=NOTE,
        required=False,
        help_text=_("For instance your function, and a page that names you. Only the secretariat reads it."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class NewRequestForm(NewOrganisationForm, RequestForm):
    """A request for an organisation that is not kept yet, and to speak for it."""

    field_order = [*FactsForm.base_fields, "note", "is_another"]


class ChangeOrganisationForm(FactsForm):
    """`seen` says which facts the change was made from."""

    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


class NoteForm(FieldsOnlyForm):
    """How an organisation was verified, or why it no longer is."""

    note = LongTextField(
        label=_("How, or why"),
        max_length=NOTE,
        help_text=_("How you made sure who this is, or why that no longer holds. Only administrators read it."),
        error_messages={"required": _("Say how you made sure, or why it no longer holds: it stays on record.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class DeclineForm(FieldsOnlyForm):
    reason = LongTextField(
        label=_("Why the request is declined"),
        max_length=NOTE,
        help_text=_("The person reads these words in a letter. They are not kept here."),
        error_messages={"required": _("Say why: the person reads it in a letter.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class InviteForm(FieldsOnlyForm):
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={"invalid": _("This is not an e‑mail address. Write it like name@example.org.")},
    )


def first_values(organisation: Organisation) -> dict[str, str]:
    facts = facts_of(organisation)
    return facts.as_text() | {"seen": facts.fingerprint}
