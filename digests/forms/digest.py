"""What a digest is ordered with."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import NOT_STATED, REGIONS, region_name
from accounts.models import StakeholderGroup
from common.fields_only import fields_only
from consultations.models import Consultation, Round
from digests.enums import Audience, Format
from digests.services.digest import selection_for
from digests.tables.selection import Selection

Checkboxes = forms.CheckboxSelectMultiple
FILTERED = ("stakeholder_group", "region")


class DigestForm(forms.Form):
    rounds = forms.ModelMultipleChoiceField(
        Round.objects.none(),
        required=False,
        widget=Checkboxes,
        label=_("Rounds"),
        help_text=_("None chosen: all of them."),
    )
    stakeholder_group = forms.MultipleChoiceField(
        required=False, widget=Checkboxes, label=_("Stakeholder groups"), help_text=_("None chosen: all of them.")
    )
    region = forms.MultipleChoiceField(
        required=False, widget=Checkboxes, label=_("Regions"), help_text=_("None chosen: all of them.")
    )
    formats = forms.MultipleChoiceField(
        choices=Format.choices,
        widget=Checkboxes,
        label=_("Formats"),
        help_text=_("The manifest and the list of contents come with each."),
        error_messages={"required": _("Choose at least one format.")},
    )
    audience = forms.ChoiceField(
        choices=Audience.choices,
        widget=forms.RadioSelect,
        label=_("Audience"),
        help_text=_(
            "For the public: published comments, and a line without words or name for each hidden or withdrawn one. "
            "For staff: all comments, pending ones too. Attribution is obeyed in both."
        ),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        not_stated = (NOT_STATED, region_name(NOT_STATED))
        groups = [(group.slug, group.name) for group in StakeholderGroup.objects.all()]
        rounds = Round.objects.filter(consultation=consultation).select_related("draft")
        self.fields["rounds"].queryset = rounds  # type: ignore[attr-defined]  # A field of that class; see above.
        self.fields["rounds"].label_from_instance = round_label  # type: ignore[attr-defined]  # As above.
        self.fields["stakeholder_group"].choices = [*groups, not_stated]  # type: ignore[attr-defined]  # As above.
        regions = sorted(((code, region_name(code)) for code in REGIONS), key=itemgetter(1))
        self.fields["region"].choices = [*regions, not_stated]  # type: ignore[attr-defined]  # As above.

    @property
    def helper(self) -> FormHelper:
        return fields_only(
            Fieldset(_("Which comments"), "rounds", "stakeholder_group", "region"),
            Fieldset(_("What to make"), "formats", "audience"),
        )

    def selection(self) -> Selection:
        """What the fields choose, as far as they could be read; nothing sent yet chooses everything public."""
        chosen = getattr(self, "cleaned_data", {})
        filters = {name: chosen.get(name) or [] for name in FILTERED}
        audience = Audience(chosen.get("audience") or Audience.PUBLIC)
        return selection_for(self.consultation, chosen.get("rounds") or [], filters, audience)


def round_label(round: Round) -> str:
    return _("Round %(number)s on %(draft)s") % {"number": round.number, "draft": round.draft.label}
