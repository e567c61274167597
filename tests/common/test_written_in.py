import pytest

from common.written_in import spoken, written_in


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"),
        ("fr-CA", "fr"),
        ("FR_ca", "fr"),
        ("zh", "zh-hans"),
        ("zh-Hans", "zh-hans"),
        ("zh_CN", "zh-hans"),
        ("zh-hans", "zh-hans"),
        ("ar-EG", "ar"),
        ("sw", ""),
        ("", ""),
        ("a" * 600, ""),
        ("../../etc", ""),
        ("fr\x00", ""),
    ],
)
def test_a_language_is_one_that_we_speak_or_none(tag, expected):
    assert spoken(tag) == expected


def test_a_letter_is_written_in_the_first_language_that_we_speak():
    assert written_in("", "sw", "zh") == "zh-hans"
    assert written_in("sw", "") == "en"
