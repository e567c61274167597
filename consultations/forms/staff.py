from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.desk import DeskForm


class SecondFactorLostForm(DeskForm):
    reason = forms.CharField(
        label=_("How you made sure who is asking"),
        max_length=200,
        help_text=_(
            "Such as: called back on the number in the staff list. It goes on record; the person does not see it."
        ),
    )
