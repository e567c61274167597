from crispy_forms.helper import FormHelper
from django import forms


class FieldsOnlyForm(forms.Form):
    """A form whose template writes `<form>`, the token and the buttons."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
