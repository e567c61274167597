from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField, PlainTextField
from consultations.forms.desk import DeskForm
from consultations.languages import offered
from portal.enums import SitePage
from portal.queries.site_page import FALLBACK


class SitePageForm(DeskForm):
    """A page of the site in one language. `number` says which revision was changed."""

    title = PlainTextField(label=_("Title"), max_length=200)
    body = LongTextField(
        label=_("Text"),
        max_length=50_000,
        help_text=_("“## ” begins a heading, “- ” an item, [words](/address/) make a link."),
    )
    is_offered = forms.BooleanField(
        label=_("Show the page in this language"),
        required=False,
        help_text=_("Otherwise readers of this language get the English page."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: QueryDict | None = None, *, language: str, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["title"].widget.attrs |= {"lang": language, "dir": "auto"}
        self.fields["body"].widget.attrs |= {"lang": language, "dir": "auto", "rows": 18}
        if language == FALLBACK:
            del self.fields["is_offered"]


class AnotherLanguageForm(DeskForm):
    """Leads to a page in a language in which it does not exist yet."""

    page = forms.ChoiceField(label=_("Page"), choices=SitePage.choices)
    language = forms.ChoiceField(label=_("Language"), choices=offered)
