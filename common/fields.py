"""Form fields that several apps use."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common.text import is_blank, is_storable, storable
from common.years import YEARS

WALL_CLOCK = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
"""As browsers send a datetime-local field, and as people without one type it."""


class PlainTextField(forms.CharField):
    """Text as people type it. Line ends become line feeds; what no database holds is refused by name, not silently cut.

    A required field also refuses text of which a reader would see nothing.
    """

    default_error_messages = {
        "not_storable": _(
            "The text holds a character that cannot be stored (a NUL or half a character), shown as “�”. Remove it."
        ),
        "blank": _("The text holds only spaces and invisible characters. Write something that others can read."),
    }

    def __init__(self, **options: Any) -> None:
        longest = options.get("max_length")
        super().__init__(**options)
        if longest is not None:
            self.error_messages["max_length"] = _too_long(longest)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the form shows when it comes back: the text as typed, as far as a page can hold it."""
        return storable(data) if isinstance(data, str) else data

    def to_python(self, value: Any) -> str:
        raw = "" if value in self.empty_values else str(value)
        if not is_storable(raw):
            raise ValidationError(self.error_messages["not_storable"], code="not_storable")
        text = str(super().to_python(storable(raw)))
        if self.required and text and is_blank(text):
            raise ValidationError(self.error_messages["blank"], code="blank")
        return text


class LongTextField(PlainTextField):
    """The same in several lines. Spaces at both ends are kept: in Markdown they mean something."""

    widget = forms.Textarea(attrs={"rows": 8, "dir": "auto"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("strip", False)
        super().__init__(**options)


class ZonedDateTimeField(forms.DateTimeField):
    """A date and time as the clock shows it in the zone `zone`, which the form sets to the official one.

    The value is an instant. A time that the zone's clock skips, or shows twice, is refused: it names no one instant.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "year": _("Give a year between %(first)s and %(last)s."),
        "unclear": _("The clock in %(zone)s skips this time or shows it twice on that day. Choose another time."),
    }

    def __init__(self, *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(**options)
        self.zone = zone

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        parsed = self._parsed(value)
        if parsed is None:
            return None
        if parsed.year not in YEARS:
            raise ValidationError(
                self.error_messages["year"], code="year", params={"first": YEARS[0], "last": YEARS[-1]}
            )
        instant = parsed.replace(tzinfo=ZoneInfo(self.zone))
        if _is_unclear(instant):
            raise ValidationError(self.error_messages["unclear"], code="unclear", params={"zone": self.zone})
        return instant

    def _parsed(self, value: Any) -> datetime | None:
        """The wall clock time that was typed, without a zone."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        for pattern in WALL_CLOCK:
            try:
                return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007  # the zone follows above
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class TimeZoneField(forms.ChoiceField):
    """The name of a time zone of the IANA database."""

    default_error_messages = {
        "invalid_choice": _(
            "There is no time zone “%(value)s”. Choose one by its region and its city, such as Africa/Nairobi."
        )
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("choices", zone_choices())
        super().__init__(**options)


def _too_long(longest: int) -> Any:
    return ngettext_lazy(
        "The text has %(show_value)s characters; at most %(limit_value)s character is taken. Shorten it.",
        "The text has %(show_value)s characters; at most %(limit_value)s characters are taken. Shorten it.",
        longest,
    )


def _is_unclear(instant: datetime) -> bool:
    return instant.utcoffset() != instant.replace(fold=1).utcoffset()


def zone_choices() -> list[tuple[str, str]]:
    """UTC and the zones of places; the legacy names at the top level stand for one of them."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name.replace("_", " ")) for name in ["UTC", *places]]
