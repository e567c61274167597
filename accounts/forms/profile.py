from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.countries import NOT_STATED, all_countries
from accounts.facts import INTERGOVERNMENTAL
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import StakeholderGroup, User
from common.fields import PlainTextField, zone_choices
from common.fields_only import fields_only


def not_stated() -> tuple[str, str]:
    return NOT_STATED, gettext("I prefer not to state it")


def countries() -> list[tuple[str, str]]:
    names = [(it.alpha2, it.name) for it in all_countries(get_language() or "en")]
    return [("", gettext("Choose…")), not_stated(), *names]


def languages() -> list[tuple[str, str]]:
    return [("", gettext("As my browser says")), *((code, str(name)) for code, name in settings.LANGUAGES)]


def time_zones() -> list[tuple[str, str]]:
    return [("", gettext("As my device says")), *zone_choices()]


class ProfileForm(forms.Form):
    """Who one is. `cleaned_data` holds what `complete_profile` takes: no group and country "" mean "not stated"."""

    name = PlainTextField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=PERSON_NAME,
        help_text=_("Shown with your comments."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    stakeholder_group = forms.ChoiceField(
        label=_("Stakeholder group"),
        help_text=_("The group you belong to in these consultations. Figures are counted by group."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a group, or say that you prefer not to state it.")},
    )
    country = forms.ChoiceField(
        label=_("Country or territory"),
        required=False,
        help_text=_("Needed, unless you are of an intergovernmental organisation. The region follows from it."),
        choices=countries,
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={"invalid_choice": _("This country is not in the list. Choose one of the list.")},
    )
    organisation_name = PlainTextField(
        label=_("Organisation"),
        max_length=ORGANISATION_NAME,
        required=False,
        help_text=_(
            "If you wish. Shown with your comments as stated by you and not verified. To speak for one that the "
            "secretariat can verify, see “My organisations”."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(label=_("Language of these pages"), choices=languages, required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        required=False,
        help_text=_("Closing times are shown in the official zone and in yours."),
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data, initial=initial(user))
        self.groups = {group.slug: group for group in StakeholderGroup.objects.offered()}
        if user.stakeholder_group:
            self.groups.setdefault(user.stakeholder_group.slug, user.stakeholder_group)
        cast("forms.ChoiceField", self.fields["stakeholder_group"]).choices = [
            *((slug, group.choice) for slug, group in self.groups.items()),
            not_stated(),
        ]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
        self.helper = layout(list(self.fields), first_time=user.profile_completed_at is None)

    def clean_stakeholder_group(self) -> StakeholderGroup | None:
        return self.groups.get(self.cleaned_data["stakeholder_group"])

    def clean(self) -> dict[str, Any]:
        """A country, or "not stated", is asked of everybody but intergovernmental organisations."""
        cleaned = super().clean() or {}
        group = cleaned.get("stakeholder_group")
        exempt = group is not None and group.slug == INTERGOVERNMENTAL
        if cleaned.get("country") == "" and not exempt:
            self.add_error("country", gettext("Choose a country, or say that you prefer not to state it."))
        if cleaned.get("country") == NOT_STATED:
            cleaned["country"] = ""
        return cleaned


def initial(user: User) -> dict[str, Any]:
    """What the profile says today; "not stated" once it has been completed without a group or a country."""
    unsaid = NOT_STATED if user.profile_completed_at else ""
    return {
        "name": user.name,
        "stakeholder_group": user.stakeholder_group.slug if user.stakeholder_group else unsaid,
        "country": user.country or unsaid,
        "organisation_name": user.organisation_name,
        "language": user.language,
        "time_zone": user.time_zone,
    }


def layout(names: list[str], *, first_time: bool) -> FormHelper:
    """The fields in their order and one button that says what comes."""
    return fields_only(*names, Submit("save", gettext("Save and go on") if first_time else gettext("Save")))
