"""What a browser prints to PDF is read as it was before."""

import pytest
from playwright.sync_api import Browser

from consultations.enums import NoticeKind, ProvisionKind
from consultations.readers import markdown, pdf
from consultations.readers.draft import ReadDraft
from consultations.readers.inspection import coverage, words
from consultations.readers.markdown.parser import MARKDOWN
from tests.consultations.readers.test_markdown import outline

pytestmark = pytest.mark.browser

MARGIN = "25mm"
MOST_LOST = 5
"""Words that a line's end breaks, of which nothing else in the text says how they are spelt."""
HEAD = '<div style="font-size: 9px">Head of the page</div>'
FOOT = '<div style="font-size: 9px"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

ARABIC = """<html lang="ar" dir="rtl"><h1>قانون نموذجي</h1><h2>المادة 1</h2>
<p>تتخذ كل دولة طرف التدابير اللازمة وفقا لقانونها الداخلي في عام 2024 من أجل حماية البيانات.</p>
<p>(أ) الأولى؛</p><p>(ب) الثانية (Internet) هنا.</p></html>"""
CHINESE = """<html lang="zh"><h1>数据安全法</h1><h2>第一条</h2><p>{}</p><p>（一）数据；</p><p>（二）安全。</p></html>"""
LONG_CHINESE = "为了规范数据处理活动，保障数据安全，促进数据开发利用，保护个人、组织的合法权益，制定本法。" * 4


def printed(browser: Browser, html: str, *, heads: bool = False) -> ReadDraft:
    page = browser.new_page()
    try:
        page.set_content(html)
        margin = {"top": MARGIN, "bottom": MARGIN, "left": MARGIN, "right": MARGIN}
        data = page.pdf(
            format="A4", margin=margin, display_header_footer=heads, header_template=HEAD, footer_template=FOOT
        )
    finally:
        page.close()
    draft = pdf.read(data)
    assert coverage(draft).share == 1.0
    return draft


def test_arabic_is_read_from_right_to_left(browser):
    rows = outline(printed(browser, ARABIC))

    assert rows == [
        "sec_nn_1 | قانون نموذجي",
        "art_1 | المادة 1",
        "art_1__para_nn_1 | تتخذ كل دولة طرف التدابير اللازمة وفقا لقانونها الداخلي في عام 2024 من أجل حماية البيانات.",
        "art_1__para_nn_1__point_alef | (أ) | الأولى؛",
        "art_1__para_nn_1__point_beh | (ب) | الثانية (Internet) هنا.",
    ]


def test_chinese_lines_are_joined_without_spaces(browser):
    rows = outline(printed(browser, CHINESE.format(LONG_CHINESE)))

    assert f"art_1__para_nn_1 | {LONG_CHINESE}" in rows
    assert "art_1__para_nn_1__point_2 | （二） | 安全。" in rows


def articles(draft: ReadDraft) -> list[tuple[str, str]]:
    return [(one.number, one.heading) for one, _, _ in draft.walk() if one.kind == ProvisionKind.ARTICLE]


def own_text(draft: ReadDraft) -> str:
    return " ".join(f"{one.number} {one.heading} {one.text}" for one, _, _ in draft.walk())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_convention_has_the_articles_and_words_that_were_printed(browser, real_data, language):
    path = real_data / f"14-texts-treaties-budapest/budapest_{language}.md"
    source = path.read_text("utf-8")
    expected = markdown.read_text(source)
    draft = printed(
        browser, f'<html lang="{language}"><body style="font: 11pt serif">{MARKDOWN.render(source)}</html>', heads=True
    )

    assert len(articles(draft)) == 48
    assert articles(draft) == articles(expected)
    assert [notice.kind for notice in draft.notices] == [NoticeKind.RUNNING_HEADS]
    lost = words(own_text(expected)) - words(own_text(draft))
    assert lost.total() <= MOST_LOST, lost
