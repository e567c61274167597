"""What somebody else has saved meanwhile beside what one has typed, so that nobody overwrites the other unaware."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.fields import ZonedDateTimeField


@dataclass(frozen=True)
class Difference:
    """A field of a form by its label, as it is stored and as it was typed, in words; "" for nothing."""

    label: str
    stored: str
    typed: str


def differences(form: forms.Form) -> list[Difference]:
    """Of the form's fields, in their order; it began with what is stored (its `initial`)."""
    found = []
    for bound in form.visible_fields():
        stored, typed = in_words(bound, bound.initial), in_words(bound, bound.data)
        if stored != typed:
            found.append(Difference(str(bound.label), stored, typed))
    return found


def in_words(bound: forms.BoundField, value: Any) -> str:
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.MultipleChoiceField):
        chosen = {str(it) for it in value or ()}
        return ", ".join(label for key, label in choices_of(field) if key in chosen)
    if isinstance(field, forms.ChoiceField):
        return dict(choices_of(field)).get(str(value or ""), "")
    if isinstance(field, ZonedDateTimeField):
        return on_the_clock(field, value)
    shown = field.prepare_value(value)
    return "" if shown is None else str(shown).replace("\r\n", "\n").strip()


def choices_of(field: forms.ChoiceField) -> list[tuple[str, str]]:
    """Without the names of groups of choices."""
    flat: list[tuple[str, str]] = []
    for key, label in cast("Iterable[tuple[Any, Any]]", field.choices):
        inner = label if isinstance(label, list | tuple) else [(key, label)]
        flat.extend((str(each), str(name)) for each, name in inner)
    return flat


def on_the_clock(field: ZonedDateTimeField, value: Any) -> str:
    """In the official zone, to the minute; what is no time stays as it was typed."""
    try:
        at = value if isinstance(value, datetime) and timezone.is_aware(value) else field.to_python(value)
    except ValidationError:
        return str(value)
    return date_format(at.astimezone(ZoneInfo(field.zone)), "DATETIME_FORMAT") if at else ""
