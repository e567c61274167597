from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField, PlainTextField
from common.honeypot import HoneypotForm
from consultations.forms.desk import DeskForm


class ProblemReportForm(HoneypotForm, DeskForm):
    """What does not work, where, and where an answer may go."""

    what = LongTextField(
        label=_("What happened?"),
        max_length=10_000,
        help_text=_("What you did, what you expected, and what came instead. Please write no passwords."),
    )
    page = PlainTextField(
        label=_("On which page?"),
        max_length=500,
        required=False,
        help_text=_("Its address, or what it was about."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
