"""The question who may comment in a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accounts.countries import all_countries
from accounts.models import Organisation, StakeholderGroup
from accounts.queries.regional_grouping import grouping_choices, region_choices
from common.fields import PlainTextField
from consultations.enums import Audience

MEANT_BY = {
    Audience.GROUPS: "audience_groups",
    Audience.REGIONS: "audience_regions",
    Audience.ORGANISATIONS: "audience_organisations",
}
"""The field that says whom an audience means."""


class OrganisationsField(PlainTextField):
    """Organisations by name or short name, one a line; its value is their keys. None is passed over in silence."""

    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto"})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(Organisation.objects.filter(pk__in=value).values_list("name", flat=True))
        return value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found = {line: _known_as(line) for line in lines}
        unknown = [line for line, keys in found.items() if len(keys) != 1]
        if unknown:
            raise forms.ValidationError(
                ngettext(
                    "One line is no organisation that is known by this name alone: %(names)s. Nothing was left out: "
                    "correct it, or add the organisation first.",
                    "These lines are no organisations that are known by these names alone: %(names)s. Nothing was left "
                    "out: correct them, or add the organisations first.",
                    len(unknown),
                )
                % {"names": "; ".join(unknown[:20])}
            )
        return list(dict.fromkeys(str(keys[0]) for keys in found.values()))


def add_audience(form: forms.Form, *, codes: Sequence[str]) -> None:
    """The question, and one field for each answer that means somebody; `codes` are those that were chosen before."""
    form.fields["audience"] = forms.ChoiceField(
        label=_("Who may comment?"),
        choices=Audience,
        widget=forms.RadioSelect,
        help_text=_(
            "Everybody may read. By their profile, and by that of the organisations for which they speak. Whoever has "
            "accepted an invitation to the consultation may comment, too."
        ),
    )
    form.fields["audience_groups"] = forms.MultipleChoiceField(
        label=_("Stakeholder groups"),
        required=False,
        choices=[(it.slug, it.name) for it in StakeholderGroup.objects.all() if it.is_offered or it.slug in codes],
        widget=forms.CheckboxSelectMultiple,
    )
    form.fields["audience_regions"] = forms.MultipleChoiceField(
        label=_("Countries and regions"),
        required=False,
        choices=_places(codes),
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("With Ctrl or ⌘ you choose several."),
    )
    form.fields["audience_organisations"] = OrganisationsField(
        label=_("Invited organisations"),
        required=False,
        help_text=_("By name or short name, one a line. Their representatives may comment for them."),
    )


def audience_initial(audience: str, codes: Sequence[str]) -> dict[str, Any]:
    field = MEANT_BY.get(Audience(audience))
    return {"audience": audience} | ({field: list(codes)} if field else {})


def clean_audience(form: forms.Form, said: dict[str, Any]) -> None:
    """`audience_codes` from the field of the chosen audience, which must mean somebody; the other fields are passed
    over."""
    audience = Audience(said.get("audience") or Audience.EVERYONE)
    field = MEANT_BY.get(audience)
    said["audience"] = audience
    said["audience_codes"] = tuple(said.get(field) or ()) if field else ()
    if field and not said["audience_codes"] and field not in form.errors:
        form.add_error(field, now("Say whom you mean, or open the round to everyone."))


def _places(codes: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (now("Regions"), [(it.code, it.name) for it in region_choices()]),
        (now("Groupings"), [(it.code, it.name) for it in grouping_choices(also=codes)]),
        (now("Countries"), [(it.alpha2, it.name) for it in all_countries(get_language() or "en")]),
    ]


def _known_as(name: str) -> list[int]:
    known = Organisation.objects.known().filter(Q(name__iexact=name) | Q(short_name__iexact=name))
    return list(known.values_list("pk", flat=True)[:2])
