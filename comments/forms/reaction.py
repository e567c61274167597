from __future__ import annotations

from django import forms

from comments.enums import Opinion

NONE = "none"


class ReactionForm(forms.Form):
    """The button that was pressed: an opinion, or NONE, which takes it back."""

    opinion = forms.ChoiceField(choices=[*Opinion.choices, (NONE, "")])

    @property
    def said(self) -> Opinion | None:
        said = self.cleaned_data["opinion"]
        return None if said == NONE else Opinion(said)
