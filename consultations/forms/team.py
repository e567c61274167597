from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.enums import TeamRole
from consultations.forms.desk import DeskForm


class MemberForm(DeskForm):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who has an account here."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=TeamRole.choices,
        help_text=_(
            "Observers see drafts and rounds before they are published. Analysts read everything and make digests."
            " Moderators also decide on comments that wait or were reported, answer them and enter letters."
            " Editors also import comments and change drafts, rounds and the consultation."
        ),
    )
