from __future__ import annotations

from collections.abc import Mapping as MappingOf
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.countries import all_countries
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import StakeholderGroup
from comments.attachments import ENDINGS
from comments.enums import Attribution, Kind, Position
from comments.limits import RECORDED_WORDS
from comments.services.entry import CHANNELS
from common.fields import LongTextField, PlainTextField, ZonedDateTimeField
from consultations.models import Consultation, Provision, ProvisionText, Round

WHOLE = ""


class EntryForm(forms.Form):
    """What reached the secretariat by another way. A place is “round:eid”, without an eid the whole draft."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came in.")},
    )
    said_at = ZonedDateTimeField(label=_("When was it said or written?"))
    speaker = PlainTextField(label=_("Who said it?"), required=False, max_length=PERSON_NAME)
    organisation = PlainTextField(
        label=_("For which organisation?"),
        required=False,
        max_length=ORGANISATION_NAME,
        help_text=_("Shown as stated by the speaker and not verified."),
    )
    stakeholder_group = forms.ModelChoiceField(
        StakeholderGroup.objects.none(), label=_("Stakeholder group"), required=False, empty_label=_("Not stated")
    )
    country = forms.ChoiceField(
        label=_("Country or territory"),
        required=False,
        error_messages={"invalid_choice": _("This country is not in the list. Choose one of the list.")},
    )
    attribution = forms.ChoiceField(
        label=_("How is the speaker shown?"), choices=Attribution, initial=Attribution.NAME, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label=_("On what?"))
    position = forms.ChoiceField(label=_("Position"), choices=Position, initial=Position.NONE, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, initial=Kind.GENERAL, widget=forms.RadioSelect)
    body = LongTextField(
        label=_("What was said"),
        max_length=RECORDED_WORDS,
        help_text=_("In the speaker's words. **Bold**, *italic*, lists and links are understood."),
    )
    proposed_wording = LongTextField(
        label=_("Wording that is proposed"),
        required=False,
        max_length=RECORDED_WORDS,
        help_text=_("Kept with the kind “Proposed wording” only."),
    )
    attachment = forms.FileField(
        label=_("Attachment"),
        required=False,
        help_text=_(
            "PDF, Word (.docx), OpenDocument (.odt), PNG or JPEG, up to 10 MB. Whoever may read the comment may "
            "download it: where the speaker stays anonymous, attach only what does not name them."
        ),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: MappingOf[str, Any] | None = None, files: Any = None, *, consultation: Consultation
    ) -> None:
        super().__init__(data, files, initial={"submission_id": uuid4(), "said_at": timezone.now()})
        said_at = cast(ZonedDateTimeField, self.fields["said_at"])
        said_at.zone = consultation.time_zone
        said_at.help_text = gettext("By the clock of the consultation: %s.") % consultation.time_zone
        cast(
            "forms.ModelChoiceField[StakeholderGroup]", self.fields["stakeholder_group"]
        ).queryset = StakeholderGroup.objects.offered()
        countries = [(it.alpha2, it.name) for it in all_countries(get_language() or "en")]
        cast(forms.ChoiceField, self.fields["country"]).choices = [("", gettext("Not stated")), *countries]
        self.rounds = {
            round.number: round
            for round in consultation.rounds.filter(draft__published_at__isnull=False)
            .select_related("draft", "consultation")
            .order_by("-number")
        }
        cast(forms.ChoiceField, self.fields["place"]).choices = [places_of(round) for round in self.rounds.values()]

    def clean_said_at(self) -> Any:
        said_at = self.cleaned_data["said_at"]
        if said_at > timezone.now():
            raise forms.ValidationError(_("The date lies in the future. Give the day on which it was said or written."))
        return said_at

    def place_chosen(self) -> tuple[Round, Provision | None]:
        """The round and the provision (None for the whole draft) of a valid form."""
        number, _colon, eid = self.cleaned_data["place"].partition(":")
        round = self.rounds[int(number)]
        return round, round.draft.provisions.get(eid=eid) if eid else None


def places_of(round: Round) -> tuple[str, list[tuple[str, str]]]:
    """One group of choices: the round's draft as a whole, then its provisions in order, indented by depth."""
    heading = gettext("Round %(number)s: %(draft)s") % {"number": round.number, "draft": round.draft.label}
    texts = ProvisionText.objects.filter(provision__draft=round.draft, language=round.draft.language)
    rows = texts.order_by("provision__order").values_list(
        "provision__eid", "provision__depth", "number", "heading", "provision__kind"
    )
    provisions = [
        (f"{round.number}:{eid}", "\u2003" * depth + (f"{number} {heading}".strip() or kind)[:100])
        for eid, depth, number, heading, kind in rows
    ]
    return heading, [(f"{round.number}:{WHOLE}", gettext("The whole draft")), *provisions]
