"""Forms of the lists that the secretariat keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import chain, count
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.countries import all_countries
from accounts.countries.region import REGIONS, region_name
from accounts.limits import TERM_NAME
from accounts.models import RegionalGrouping
from accounts.models.regional_grouping import OWN
from common.fields import PlainTextField
from common.fields_only import FieldsOnlyForm
from common.localized import FALLBACK, LANGUAGES
from common.models.term import Term
from consultations.languages import language_here

PREFIX = "name_"
CODE_OF_NAME = 50
"""Characters of a name that go into its code: of 60, some are left for what stands before and behind."""


class NamesForm(FieldsOnlyForm):
    """A name in each language; `names` holds those that were given once the form is valid."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, names: Mapping[str, str] | None = None, **initial: object
    ) -> None:
        known = names or {}
        super().__init__(data, initial={**initial, **{PREFIX + tag: it for tag, it in known.items()}})
        self.languages = [*LANGUAGES, *(tag for tag in languages_of(known) if tag not in LANGUAGES)]
        for tag in self.languages:
            self.fields[PREFIX + tag] = _name_field(tag)
        self.order_fields([PREFIX + tag for tag in self.languages])

    @property
    def names(self) -> dict[str, str]:
        given = {tag: self.cleaned_data[PREFIX + tag].strip() for tag in self.languages}
        return {tag: name for tag, name in given.items() if name}


class Change(StrEnum):
    """What kind of change somebody makes to a name."""

    WORDING = "wording"
    MEANING = "meaning"


class RenameForm(NamesForm):
    """New words, and whether they mean the same. `seen` says which wording the change was made from."""

    change = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=[
            (Change.WORDING, _("Wording only: the same thing in better words, or in another language")),
            (Change.MEANING, _("Meaning: it stands for something else, more or less from now on")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which: what was said under the old name is read under the new one.")},
    )
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, term: Term) -> None:
        super().__init__(data, names=term.names, seen=term.fingerprint)


class NewTermForm(NamesForm):
    """An entry that is not there yet, alone or in place of one that has changed its meaning."""

    code = forms.SlugField(
        label=_("Code"),
        required=False,
        max_length=60,
        help_text=_(
            "Stands in addresses, tables and other people’s scripts, and never changes. Left empty, it is made from "
            "the English name."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
        error_messages={"invalid": _("Use small letters a to z, digits and hyphens, such as “youth-networks”.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, model: type[Term], old: Term | None = None, **initial: object
    ) -> None:
        super().__init__(data, names=old.names if old and data is None else {}, **initial)
        self.model = model
        if old is not None:
            self.fields["replaces"] = forms.BooleanField(
                label=gettext("Retire “%(name)s” and point from it to the new one") % {"name": old.name},
                required=False,
                initial=True,
            )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, name = cleaned.get("code"), cleaned.get(PREFIX + FALLBACK)
        if typed:
            cleaned["code"] = OWN + typed.removeprefix(OWN) if self.model is RegionalGrouping else typed
        elif name and "code" not in self.errors:
            cleaned["code"] = self._made_from(name)
        return cleaned

    def _made_from(self, name: str) -> str:
        """A code that is free; with a number where another entry has or had the name."""
        made = slugify(name)[:CODE_OF_NAME].strip("-")
        if not made:
            self.add_error("code", gettext("No code can be made from this name. Choose one yourself."))
            return ""
        made = OWN + made if self.model is RegionalGrouping else made
        taken = set(self.model._default_manager.filter(slug__startswith=made).values_list("slug", flat=True))
        return next(code for code in chain([made], (f"{made}-{number}" for number in count(2))) if code not in taken)

    def term(self) -> Term:
        """The entry, not stored yet."""
        return self.model(slug=self.cleaned_data["code"], names=self.names)


class NewGroupingForm(NewTermForm):
    """Countries are chosen by name, region by region."""

    countries = forms.MultipleChoiceField(
        label=_("Countries and territories"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are what the grouping means, so they cannot be changed later: make another one then."),
        error_messages={
            "required": _("Choose at least one country."),
            "invalid_choice": _("One of these countries is not in the list. Choose again."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, model: type[Term], old: Term | None = None, **initial: object
    ) -> None:
        if isinstance(old, RegionalGrouping):
            initial["countries"] = old.countries
        super().__init__(data, model=model, old=old, **initial)
        self.fields["countries"].choices = country_choices()  # type: ignore[attr-defined]  # a choice field, see above

    def term(self) -> Term:
        made = super().term()
        if isinstance(made, RegionalGrouping):
            made.countries = sorted(self.cleaned_data["countries"])
        return made


class RetireForm(FieldsOnlyForm):
    """Which entry, if any, people are pointed to instead."""

    successor = forms.ChoiceField(
        label=_("What to choose instead"),
        required=False,
        error_messages={"invalid_choice": _("This entry is not offered. Choose one of the list, or none.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, others: Sequence[Term]) -> None:
        super().__init__(data)
        self.others = {str(it.pk): it for it in others}
        choices = [("", gettext("Nothing in particular")), *((key, it.name) for key, it in self.others.items())]
        self.fields["successor"].choices = choices  # type: ignore[attr-defined]  # a choice field, see above

    @property
    def chosen(self) -> Term | None:
        return self.others.get(self.cleaned_data["successor"])


def languages_of(names: Mapping[str, str]) -> list[str]:
    """The tags of the names that there are, those that are always asked for first."""
    return [*(tag for tag in LANGUAGES if tag in names), *sorted(set(names) - set(LANGUAGES))]


def form_for(model: type[Term]) -> type[NewTermForm]:
    return NewGroupingForm if model is RegionalGrouping else NewTermForm


def country_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """By region in the order of their names; what M49 has in no region comes last."""
    by_region: dict[str, list[tuple[str, str]]] = {code: [] for code in sorted(REGIONS, key=region_name)}
    by_region[""] = []
    for it in all_countries(get_language() or FALLBACK):
        by_region[it.region].append((it.alpha2, it.name))
    return [(region_name(code) or gettext("In no region"), countries) for code, countries in by_region.items()]


def _name_field(tag: str) -> PlainTextField:
    needed = tag == FALLBACK
    return PlainTextField(
        label=gettext("Name in %(language)s") % {"language": language_here(tag)},
        max_length=TERM_NAME,
        required=needed,
        help_text=gettext("Whoever reads in a language without a name reads this one.") if needed else "",
        widget=forms.TextInput(attrs={"dir": "auto", "lang": tag}),
    )
