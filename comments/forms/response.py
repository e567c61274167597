from django import forms
from django.utils.translation import gettext_lazy as _

from comments.forms.comment import WordsField
from comments.queries.wording import disposition_choices


class ResponseForm(forms.Form):
    """The secretariat's answer to a comment."""

    disposition = forms.ChoiceField(
        label=_("Disposition"),
        choices=disposition_choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose what becomes of the comment.")},
    )
    body = WordsField(
        label=_("Response"),
        rows=7,
        help_text=_("Shown publicly beside the comment. You may write **bold**, *italic*, lists and links."),
        error_messages={"required": _("Say why, in a sentence at least.")},
    )
