from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField, PlainTextField, TimeZoneField
from common.fields_only import fields_only
from consultations.forms.copy import WHAT_IS_COPIED, add_what_is_copied, clean_what_is_copied
from consultations.forms.desk import DeskForm
from consultations.languages import is_language, language_label, offered
from consultations.models import Consultation

REST = ("slug", "languages", "time_zone", "contact_email", "with_team", "rounds", "opens_at", "another")
"""Fields of no language, in their order."""


class ConsultationForm(DeskForm):
    """What a consultation says of itself: a title and a summary in each of its languages, the first being the fallback.

    `languages` travels with the form; a language is added by sending the form with `add`, which stores nothing.
    """

    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        help_text=_(
            "The last part of the consultation's address: Latin letters, digits and hyphens, such as model-law-2027."
            " It cannot change later."
        ),
    )
    languages = forms.CharField(widget=forms.HiddenInput)
    time_zone = TimeZoneField(
        label=_("Official time zone"),
        initial="UTC",
        help_text=_("Opening and closing times are announced in this zone; readers also see their own."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail address for questions"), required=False, help_text=_("Shown on the consultation's page.")
    )
    another = forms.ChoiceField(label=_("Another language"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        consultation: Consultation | None = None,
        source: Consultation | None = None,
    ) -> None:
        """`source` is the earlier one whose words a new consultation begins with."""
        self.consultation = consultation
        adding = data is not None and "add" in data
        super().__init__(None if adding else data, initial=initial(consultation or source, data if adding else None))
        tags = str((data and data.get("languages")) or self.initial["languages"])
        self.tags = [tag for tag in dict.fromkeys(tags.split(",")) if is_language(tag)][:30] or ["en"]
        another = str(data.get("another", "")) if data is not None and adding else ""
        is_added = is_language(another) and another not in self.tags
        if is_added:
            self.tags.append(another)
        self.initial["languages"] = ",".join(self.tags)
        if consultation is not None:
            del self.fields["slug"]
        if source is not None:
            add_what_is_copied(self, source=source, zone=str((data and data.get("time_zone")) or source.time_zone))
        self.add_words()
        if is_added:
            self.fields[f"title_{another}"].widget.attrs["autofocus"] = True

    @property
    def helper(self) -> FormHelper:
        """All but the choice of another language, which stands beside its button."""
        return fields_only(*(name for name in self.fields if name != "another"))

    def add_words(self) -> None:
        """The fields of each language, in front of those that have none."""
        rest = {name: self.fields.pop(name) for name in REST if name in self.fields}
        for tag in self.tags:
            named = {"language": language_label(tag)}
            self.fields[f"title_{tag}"] = PlainTextField(
                label=_("Title in %(language)s") % named,
                max_length=200,
                required=tag == self.tags[0],
                widget=forms.TextInput(attrs={"lang": tag, "dir": "auto"}),
            )
            self.fields[f"summary_{tag}"] = LongTextField(
                label=_("Summary in %(language)s") % named,
                max_length=20_000,
                required=False,
                help_text=_(
                    "What is asked, of whom, and what becomes of the answers. **Bold**, *italic*, lists and links are"
                    " understood."
                ),
                widget=forms.Textarea(attrs={"rows": 5, "lang": tag, "dir": "auto"}),
            )
        self.fields.update(rest)
        choices = [(tag, name) for tag, name in offered() if tag not in self.tags]
        self.fields["another"] = forms.ChoiceField(
            label=_("Another language"), required=False, choices=[("", _("Choose…")), *choices]
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        clean_what_is_copied(self, said)
        return said

    def clean_slug(self) -> str:
        slug: str = slugify(self.cleaned_data["slug"])
        if not slug:
            raise forms.ValidationError(_("Write some Latin letters or digits, such as model-law-2027."))
        if Consultation.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another consultation has this address. Choose another one."))
        return slug

    def words(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        fields = {
            "titles": {tag: data[f"title_{tag}"] for tag in self.tags if data[f"title_{tag}"]},
            "summaries": {tag: data[f"summary_{tag}"] for tag in self.tags if data[f"summary_{tag}"].strip()},
            "languages": self.tags,
            "time_zone": data["time_zone"],
            "contact_email": data["contact_email"],
        }
        return fields if self.consultation else {"slug": data["slug"], **fields}

    def copied(self) -> dict[str, Any]:
        """What of the source goes along, as `copy_consultation` takes it."""
        return {name: self.cleaned_data[name] for name in WHAT_IS_COPIED if name in self.cleaned_data}


def initial(consultation: Consultation | None, typed: QueryDict | None) -> dict[str, Any]:
    """What is typed, else what is stored."""
    if typed is not None:
        return {name: typed[name] for name in typed if name != "another"}
    if consultation is None:
        return {"languages": "en"}
    words: dict[str, Any] = {
        "languages": ",".join(consultation.languages),
        "time_zone": consultation.time_zone,
        "contact_email": consultation.contact_email,
    }
    for tag in consultation.languages:
        words[f"title_{tag}"] = consultation.titles.get(tag, "")
        words[f"summary_{tag}"] = consultation.summaries.get(tag, "")
    return words
