from django import forms
from django.utils.translation import gettext_lazy as _


class ExampleForm(forms.Form):
    """One field of each sort, for the style guide."""

    title = forms.CharField(label=_("Title"), help_text=_("As it stands on the first page."))
    state = forms.ChoiceField(label=_("State"), choices=[("a", _("Unpublished")), ("b", _("Published"))])
    position = forms.ChoiceField(
        label=_("Position"), choices=[("s", _("Support")), ("o", _("Oppose"))], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("I have read the rules"))
