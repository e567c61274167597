from dataclasses import dataclass

import pytest
from django.utils.translation import override

from common.templatetags.remembered import remembered


@dataclass(frozen=True)
class Page:
    next_cursor: str
    previous_cursor: str = ""


def shown(page: object) -> str:
    return remembered("_components/pager.html", page=page, query="")


def test_the_same_values_are_rendered_once_and_others_anew():
    assert shown(Page("abc")) is shown(Page("abc"))
    assert "cursor=abd" in shown(Page("abd"))


def test_each_language_has_its_own():
    english = shown(Page("abc"))

    with override("en-xa"):
        assert shown(Page("abc")) != english


def test_markup_in_a_value_is_text():
    assert "<b>" not in shown(Page("<b>"))


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError):
        shown({"next_cursor": "abc"})


def test_while_templates_are_written_nothing_is_remembered(settings):
    settings.DEBUG = True

    assert shown(Page("abc")) is not shown(Page("abc"))
