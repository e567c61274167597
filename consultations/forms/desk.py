"""What the forms of the desk share."""

from crispy_forms.helper import FormHelper
from django import forms


def inside_our_form() -> FormHelper:
    """The fields only: the template writes the form's tag, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class DeskForm(forms.Form):
    """A form whose template writes `<form>`, the token and the buttons."""

    @property
    def helper(self) -> FormHelper:
        return inside_our_form()
