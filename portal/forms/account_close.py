from django import forms
from django.utils.translation import gettext_lazy as _


class AccountCloseForm(forms.Form):
    """Asks once, in words."""

    understood = forms.BooleanField(
        label=_("I have read what goes and what stays, and want my account closed."),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Tick this to close the account. Nothing was changed.")},
    )
