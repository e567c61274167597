"""Ranking without a script: beside each option a choice of its place. `js/ranking.js` makes it quicker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.given import problem_with_places
from consultations.models import PromptOption


class RankingWidget(forms.MultiWidget):
    """A select for each option, named by the option's number; its value is a list of places, "" for none."""

    use_fieldset = True

    def __init__(self, options: Sequence[PromptOption]) -> None:
        self.options = options
        places = [("", _("No place")), *((str(place), str(place)) for place in range(1, len(options) + 1))]
        attrs = {"class": "form-select ranking-place"}
        super().__init__({str(it.number): forms.Select(attrs=attrs, choices=places) for it in options})

    def decompress(self, value: Any) -> list[Any]:
        return list(value or [""] * len(self.options))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        rows = [
            {
                "label": option.label,
                "id": part["attrs"]["id"],
                "select": widget.render(part["name"], part["value"], part["attrs"], renderer),
            }
            for option, widget, part in zip(self.options, self.widgets, parts, strict=True)
        ]
        return render_to_string("comments/_ranking.html", {"rows": rows})


class RankingField(forms.Field):
    """Its value is the numbers of options in the order of preference; the last ones may be left out."""

    def __init__(self, options: Sequence[PromptOption], **kwargs: Any) -> None:
        self.options = options
        super().__init__(required=False, widget=RankingWidget(options), **kwargs)

    def places(self, ranked: Sequence[int]) -> list[str]:
        """What the form shows of numbers of options in the order of preference."""
        return [str(ranked.index(it.number) + 1) if it.number in ranked else "" for it in self.options]

    def clean(self, value: Any) -> tuple[int, ...]:
        given = [str(place or "").strip() for place in value or []]
        possible = {str(place) for place in range(1, len(self.options) + 1)}
        if any(place and place not in possible for place in given):
            raise ValidationError(
                _("A place is a number from 1 to %(last)s."), code="invalid", params={"last": len(self.options)}
            )
        by_place = [(int(place), it.number) for it, place in zip(self.options, given, strict=False) if place]
        if problem := problem_with_places([place for place, _number in by_place]):
            raise ValidationError(problem, code="order")
        return tuple(number for _place, number in sorted(by_place))
