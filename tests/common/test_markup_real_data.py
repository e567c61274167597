"""Markup against public collections of hostile and of exemplary text. Runs where COMITY_REAL_DATA names the folder."""

import json

from common.markup import clean_html, render
from tests.common.test_markup import problems


def strings(value):
    """Every string of a JSON value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def surviving(sources):
    """Sources of which anything survives, through CommonMark or as HTML."""
    return [source for source in sources if problems(render(source).html) or problems(clean_html(source))]


def expected(example):
    """An empty quotation has no line break in our output; no reader sees the difference."""
    return clean_html(example["html"].replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>"))


def test_nothing_executable_survives_dompurifys_attacks(real_data):
    attacks = [case["payload"] for case in load(real_data / "42-adv-xss/dompurify/expect.json")]

    assert len(attacks) > 100
    assert surviving(attacks) == []
    assert surviving([f"> - {attack}\n\n[a]({attack})" for attack in attacks]) == []


def test_nothing_executable_survives_the_naughty_strings(real_data):
    assert surviving(load(real_data / "40-adv-blns/blns.json")) == []


def test_nothing_executable_survives_the_examples_of_commonmark(real_data):
    for name in ("spec.json", "gfm-spec.json"):
        assert surviving(strings(load(real_data / "41-adv-commonmark" / name))) == []


def test_bidirectional_and_invisible_text_comes_through_unchanged(real_data):
    for text in strings([case["s"] for case in load(real_data / "46-adv-unicode-bidi/synthetic_bidi_cases.json")]):
        rendered = render(f"x{text}x")

        assert rendered.text == f"x{text}x"
        assert rendered.html == f'<p dir="auto">x{text}x</p>\n'


def test_text_without_raw_html_images_and_headings_reads_as_commonmark_says(real_data):
    examples = [
        example
        for example in load(real_data / "41-adv-commonmark/spec.json")
        if not any(tag in example["html"] for tag in ("<img", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6"))
        and "HTML" not in example["section"]
        and "<" not in example["markdown"]
    ]

    assert len(examples) > 300
    assert [e["example"] for e in examples if render(e["markdown"]).html != expected(e)] == []
