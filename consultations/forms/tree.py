from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import PlainTextField
from consultations.editing.cuts import cuts
from consultations.enums import JoinedAs, ProvisionKind
from consultations.forms.clash import Difference, differences
from consultations.forms.desk import DeskForm
from consultations.models import Provision, ProvisionText

BY_CURSOR = "cursor"
LABEL = 60


class LabelForm(DeskForm):
    """What a provision is called. It remembers the edition of the draft that it was filled in for."""

    number = PlainTextField(
        label=_("Number, as printed"),
        max_length=120,
        required=False,
        help_text=_("Such as “Article 5”, “2.” or “(a)”."),
    )
    heading = PlainTextField(label=_("Heading"), required=False)
    keep_heading = forms.BooleanField(
        label=_("Put the former heading at the beginning of the text"),
        required=False,
        help_text=_("For words that are no heading. A heading that you take away otherwise goes to what has no place."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ProvisionKind)

    def __init__(self, data: Any = None, *, provision: Provision, text: ProvisionText) -> None:
        stored = {"number": text.number, "heading": text.heading, "kind": provision.kind}
        super().__init__(data, initial=stored)
        if not text.heading:
            del self.fields["keep_heading"]

    @property
    def differences(self) -> list[Difference]:
        return [it for it in differences(self) if it.label != str(self.fields["kind"].label) or it.stored != it.typed]


class SplitForm(DeskForm):
    """Where the second part begins: a line or sentence of the list, or the place of the cursor."""

    at = forms.ChoiceField(label=_("The second part begins with"), widget=forms.RadioSelect)
    cursor = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    part_number = PlainTextField(
        label=_("Number of the second part"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty to take the number that its words begin with."),
    )

    def __init__(self, data: Any = None, *, text: str) -> None:
        super().__init__(data)
        choices = [(str(cut.at), cut.words) for cut in cuts(text)]
        cast("forms.ChoiceField", self.fields["at"]).choices = [*choices, (BY_CURSOR, _("the place of the cursor"))]
        self.has_places = bool(choices)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("at") == BY_CURSOR and not data.get("cursor"):
            raise ValidationError({"at": _("Put the cursor where the second part begins.")})
        return data

    @property
    def place(self) -> int:
        at = self.cleaned_data["at"]
        return int(self.cleaned_data["cursor"] if at == BY_CURSOR else at)


class JoinForm(DeskForm):
    joined_as = forms.ChoiceField(
        label=_("Its words become"), choices=JoinedAs, initial=JoinedAs.PARAGRAPH, widget=forms.RadioSelect
    )


class PlaceForm(DeskForm):
    """One of the pieces that have no place."""

    piece = forms.TypedChoiceField(label=_("Piece"), coerce=int)

    def __init__(self, data: Any = None, *, pieces: list[dict[str, Any]]) -> None:
        super().__init__(data)
        choices = [(index, shortened(piece["text"])) for index, piece in enumerate(pieces)]
        cast("forms.ChoiceField", self.fields["piece"]).choices = choices


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:LABEL]}…" if len(words) > LABEL else words
