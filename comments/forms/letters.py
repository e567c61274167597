from __future__ import annotations

from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.enums import LetterKind, LetterTime
from comments.services.letter_choices import times_of, times_offered
from common.fields_only import fields_only

NOTES = {
    LetterKind.RECEIPT: _("Your text as it arrived, with its permanent address."),
    LetterKind.REPLY: _("Somebody replies to a comment of yours, or further down in a thread that you began."),
    LetterKind.RESPONSE: _("The secretariat says what becomes of what you proposed."),
    LetterKind.MODERATION: _("The secretariat has read a comment of yours that waited, and shows it."),
    LetterKind.CARRIED: _("A new draft has changed or left out words that a comment of yours is about."),
}


class LettersForm(forms.Form):
    """When letters of each kind come. Bound and valid, `times` holds what `choose_letters` takes."""

    wants_round_letters = forms.BooleanField(
        label=_("Send me letters about the rounds in which I take part"),
        required=False,
        help_text=_("When one opens, is extended or has closed, and three days and one day before it closes."),
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        times = times_of(user)
        initial = {str(kind): str(time) for kind, time in times.items()}
        super().__init__(data, initial={**initial, "wants_round_letters": user.wants_round_letters})
        for kind in LetterKind:
            self.fields[str(kind)] = forms.ChoiceField(
                label=str(kind.label),
                choices=[(time.value, time.label) for time in times_offered(kind)],
                help_text=NOTES[kind],
            )
        self.helper = fields_only(*LetterKind, "wants_round_letters", Submit("save", gettext("Save")))

    @property
    def times(self) -> dict[LetterKind, LetterTime]:
        return {kind: LetterTime(self.cleaned_data[kind]) for kind in LetterKind}
