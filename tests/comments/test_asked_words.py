import pytest

from comments.asked_words import Asked


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  two   words ", "two words"),
        ("and/or", "and or"),
        ("«deux mots»", '"deux mots"'),
        ("–left", "-left"),  # as word processors write it
        ("well-known", "well-known"),
        ("网络犯罪", '"网络 络犯 犯罪"'),
        ("-网络犯罪", '-"网络 络犯 犯罪"'),
        ('"网络犯罪"', '" 网络 络犯 犯罪 "'),
        ("AI技术 law", 'AI "技术" law'),
        ("网 law", "law"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),  # full width is the point
    ],
)
def test_words_are_made_ready(typed, words):
    assert Asked(typed).words == words


def test_single_characters_are_looked_for_by_themselves():
    assert Asked("网 -络 law").signs == (("网", True), ("络", False))
    assert Asked("网络 x").signs == ()


def test_what_is_excluded_is_not_marked():
    assert Asked("网络 -犯罪").runs == ("网络",)


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("C-7K2M9QXD", "C-7K2M9QXD"),
        (" c-7k2m9qxd ", "C-7K2M9QXD"),
        ("7K2M9QXD", "C-7K2M9QXD"),
        ("freedoms", ""),
        ("C-7K2M9QX", ""),
        ("C-7K2M9QXD C-7K2M9QXE", ""),
    ],
)
def test_a_reference_is_known_by_its_form(typed, reference):
    assert Asked(typed).reference == reference


def test_lengths_are_bounded():
    assert not Asked("x" * 300).is_too_long
    assert Asked("x" * 301).is_too_long
    assert not Asked("a " * 40).is_too_long
    assert Asked("a " * 41).is_too_long


@pytest.mark.parametrize("typed", ["", " ", "\u200b\u00ad", "\u3000"])
def test_what_nobody_sees_is_nothing(typed):
    assert Asked(typed).is_empty
