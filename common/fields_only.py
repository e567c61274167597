"""Forms of which crispy writes the fields, and the page's template the rest."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms


def fields_only(*parts: object) -> FormHelper:
    """The fields only, or `parts` of a layout: the template writes the form's tag and its token."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if parts:
        helper.layout = Layout(*parts)
    return helper


class FieldsOnlyForm(forms.Form):
    """A form whose template writes `<form>`, the token and the buttons."""

    @property
    def helper(self) -> FormHelper:
        return fields_only()
