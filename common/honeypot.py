"""A field that people neither see nor reach, and that programs which fill in every field fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

HONEYPOT = "website"


class _HoneypotWidget(forms.TextInput):
    """Off the screen, out of the order of Tab, silent for assistive technology, and empty whatever was sent: a form
    that comes back to a person goes through when it is sent again."""

    is_hidden = True  # so that no template writes a label beside it

    def render(self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None) -> SafeString:
        quiet = {**(attrs or {}), "tabindex": "-1", "autocomplete": "off"}
        for attribute in ("aria-describedby", "aria-invalid", "required"):
            quiet.pop(attribute, None)
        field = super().render(name, "", quiet, renderer)
        label = _("Leave this field empty")
        return format_html(
            '<div class="honeypot" aria-hidden="true"><label for="{}">{}</label>{}</div>',
            quiet.get("id", ""),
            label,
            field,
        )


class HoneypotForm(forms.Form):
    """Refuses what was filled in by a program, in words for the person whose browser did it for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[HONEYPOT] = forms.CharField(required=False, widget=_HoneypotWidget)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.pop(HONEYPOT, ""):
            self.add_error(
                None,
                _(
                    "A field that nobody sees was filled in, as programs do that send advertisements. If you are a "
                    "person, your browser or your password manager did it: it is empty again. Send the form once more."
                ),
            )
        return data
