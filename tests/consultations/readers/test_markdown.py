import os
import re
from collections import Counter
from html import unescape
from pathlib import Path
from time import process_time
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.enums import ProblemReason, ProvisionKind
from consultations.readers.draft import ReadDraft
from consultations.readers.eids import eids
from consultations.readers.encoding import UnreadableFile
from consultations.readers.markdown import parser
from consultations.readers.markdown import read_text as read

LAW = """# Model Law

## Préambule

Considérant que ceci,

## Titre Ier – Dispositions générales
###Article premier
#### Objet
1. Un
   a) aa
   b) bb
      - x

2. Deux

   suite de deux

### Article 5 bis
§ 1. Foo
§ 2. Bar

### Art. 3
Text without a number.
"""


def outline(draft: ReadDraft) -> list[str]:
    """A line a provision: its eid, its number, heading and text."""
    return [
        " | ".join(filter(None, [eid, provision.number, provision.heading, provision.text.replace("\n", " / ")]))
        for eid, (provision, _, _) in zip(eids(draft), draft.walk(), strict=True)
    ]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unescape(unquote(text))))


def signs(counted: Counter[str]) -> Counter[str]:
    """Letters and digits one by one, as markup may end in the middle of a word."""
    return Counter("".join(counted.elements()))


def kept_words(draft: ReadDraft) -> Counter[str]:
    kept: Counter[str] = Counter()
    for provision, _, _ in draft.walk():
        links = re.findall(r'(?:href|title)="([^"]*)"', provision.html)
        kept += words(" ".join([provision.number, provision.heading, provision.text, *links]))
    for problem in draft.problems:
        kept += words(problem.text)
    return kept


def kinds(draft: ReadDraft) -> Counter[str]:
    return Counter(provision.kind for provision, _, _ in draft.walk())


def test_a_law_keeps_its_structure_and_its_numbers_as_printed():
    assert outline(read(LAW)) == [
        "sec_nn_1 | Model Law",
        "preamble | Préambule",
        "preamble__rec_nn_1 | Considérant que ceci,",
        "title_Ier | Titre Ier | Dispositions générales",
        "art_premier | Article premier | Objet",
        "art_premier__para_1 | 1. | Un",
        "art_premier__para_1__point_a | a) | aa",
        "art_premier__para_1__point_b | b) | bb",
        "art_premier__para_1__point_b__point_nn_1 | x",
        "art_premier__para_2 | 2. | Deux / suite de deux",
        "art_5bis | Article 5 bis",
        "art_5bis__para_1 | § 1. | Foo",
        "art_5bis__para_2 | § 2. | Bar",
        "art_3 | Art. 3",
        "art_3__para_nn_1 | Text without a number.",
    ]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Article 5", "Article 5", ""),
        ("Article 5 – Definitions", "Article 5", "Definitions"),
        ("ARTICLE  5.  Definitions", "ARTICLE 5", "Definitions"),
        ("Artículo 7.º Ámbito", "Artículo 7", "º Ámbito"),
        ("Artikel 12a Geltung", "Artikel 12a", "Geltung"),
        ("Статья 5. Определения", "Статья 5", "Определения"),
        ("المادة 5", "المادة 5", ""),
        ("المادة الثانية", "المادة الثانية", ""),
        ("第五条 定义", "第五条", "定义"),
        ("§ 4 Begriffe", "§ 4", "Begriffe"),
        ("Art. 3", "Art. 3", ""),
    ],
)
def test_an_article_is_one_in_any_of_the_languages(heading, number, title):
    (article,) = read(f"## {heading}\n").provisions

    assert (article.kind, article.number, article.heading) == (ProvisionKind.ARTICLE, number, title)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("PART ONE", "part"), ("Deuxième partie", "section"), ("Título II", "title"), ("HOOFDSTUK IV", "chapter"),
        ("Глава 2", "chapter"), ("第三章 附则", "chapter"), ("Abschnitt 2", "section"), ("Annex A", "annex"),
        ("附件一", "annex"), ("Part of the answer", "section"), ("Preámbulo", "preamble"), ("2.1 Scope", "section"),
    ],
)  # fmt: skip
def test_headings_have_their_kind(heading, kind):
    assert [provision.kind for provision in read(f"# {heading}\n").provisions] == [kind]


@pytest.mark.parametrize(
    ("paragraph", "heading", "text"),
    [
        ("Preamble The Parties, wishing to answer,", "Preamble", "The Parties, wishing to answer,"),
        ("**Preamble** The *Parties* wish", "Preamble", "The Parties wish"),
        ("PREAMBLE: the Parties wish", "PREAMBLE", "the Parties wish"),
        ("Preamble\nThe Parties wish", "Preamble", "The Parties wish"),
        ("الديباجة: إن الأطراف", "الديباجة", "إن الأطراف"),
        ("Preamble to nothing, it goes on", "", "Preamble to nothing, it goes on"),
        ("The Parties wish", "", "The Parties wish"),
    ],
)
def test_the_word_that_heads_a_preamble_may_stand_before_its_text(paragraph, heading, text):
    preamble, article = read(f"{paragraph}\n\n## Article 1\n\nText.\n").provisions

    assert (preamble.kind, preamble.heading) == (ProvisionKind.PREAMBLE, heading)
    assert [it.text for it in preamble.children] == [text]
    assert article.number == "Article 1"


def test_letters_after_h_are_letters_and_roman_numbers_go_below_them():
    draft = read("## Article 1\n\n(g) g\n\n(h) h\n\n(i) i\n\n(j) j\n\n(a) again\n\n(i) one\n\n(ii) two\n")

    assert [(provision.number, depth) for provision, _, depth in draft.walk()] == [
        ("Article 1", 0), ("(g)", 1), ("(h)", 1), ("(i)", 1), ("(j)", 1), ("(a)", 1), ("(i)", 2), ("(ii)", 2),
    ]  # fmt: skip


def test_a_line_that_happens_to_begin_with_a_number_is_no_provision():
    draft = read("## Article 1\n\n1. As provided in paragraph\n7. The rest.\n2. Next.\n\nArticle 60 applies to all.\n")

    assert outline(draft) == [
        "art_1 | Article 1",
        "art_1__para_1 | 1. | As provided in paragraph",
        "art_1__para_7 | 7. | The rest.",
        "art_1__para_2 | 2. | Next.",
        "art_1__para_nn_1 | Article 60 applies to all.",
    ]


def test_plain_text_has_articles_too():
    draft = read("Article 1\n\nDefinitions\n\nFor this law:\n(a) one;\n(b) two.\n\n**Article 2.** Text.\n")

    assert outline(draft) == [
        "art_1 | Article 1 | Definitions",
        "art_1__para_nn_1 | For this law:",
        "art_1__para_nn_1__point_a | (a) | one;",
        "art_1__para_nn_1__point_b | (b) | two.",
        "art_2 | Article 2.",
        "art_2__para_nn_1 | Text.",
    ]


def test_chinese_articles_stand_before_their_text():
    draft = read("第一章 总则\n\n第一条　为了规范，制定本法。\n第二条 在境内：\n（一）数据；\n（二）安全。\n")

    assert outline(draft) == [
        "chp_1 | 第一章 | 总则",
        "art_1 | 第一条",
        "art_1__para_nn_1 | 为了规范，制定本法。",
        "art_2 | 第二条",
        "art_2__para_nn_1 | 在境内：",
        "art_2__para_nn_1__point_1 | （一） | 数据；",
        "art_2__para_nn_1__point_2 | （二） | 安全。",
    ]


def test_what_has_no_place_is_reported_with_its_line():
    draft = read(
        "---\ntitle: x\n---\n# Scope\n\nSee [the act](../act.md) <span>here</span> ![seal](seal.png)\n\n"
        "<div>\nhtml\n</div>\n\n---\n\n[foo]: http://example.org\n"
    )

    assert [(problem.place, problem.reason) for problem in draft.problems] == [
        (1, ProblemReason.FRONT_MATTER),
        (6, ProblemReason.LINK),
        (6, ProblemReason.HTML),
        (6, ProblemReason.IMAGE),
        (8, ProblemReason.HTML),
        (12, ProblemReason.MARK),
        (14, ProblemReason.DEFINITION),
    ]
    assert outline(draft)[1] == "sec_nn_1__para_nn_1 | See the act here seal"


def test_html_is_clean_and_keeps_emphasis_and_tables():
    draft = read("Some *words* <script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n")

    assert draft.provisions[0].html == '<p dir="auto">Some <em>words</em> alert(1)</p>'
    assert draft.provisions[1].text == "a | b\n1 | 2"
    assert "<td>2</td>" in draft.provisions[1].html
    assert [problem.reason for problem in draft.problems] == [ProblemReason.HTML, ProblemReason.CELLS]


def test_nothing_at_all_is_no_provision():
    assert read("\n  \n") == ReadDraft([], [])


starts = st.sampled_from(
    ["", "# ", "##", "### Article 1 ", "1. ", "(a) ", "(i) ", "- ", "  - ", "    ", "> ", "| ", "<p>", "```", "---\n",
     "a)", "2.1 ", "**Article 2** ", "[x]: ", "第三条 ", "Annex", "* * *\n", "\t", "§ 3 ", "~~~\n", "![", "<!-- "]
)  # fmt: skip
ends = st.sampled_from(
    ["\n", "\n\n", "  \n", "\\\n", " |\n", "\n===\n", "\n---\n", "](y)\n", "\n|---|---|\n", " -->\n"]
)
content = st.text(alphabet="abXYZ109 éبЖ中[]()*_`<>&.:", max_size=12)
markdown = st.lists(st.tuples(starts, content, ends).map("".join), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(markdown)
def test_every_word_of_a_file_is_in_a_provision_or_in_a_problem(source):
    without_tags = re.sub(r"</?(?:b|i|s|u|br|em|strong|sub|sup)\s*/?>", "", source, flags=re.IGNORECASE)
    draft = read(without_tags)

    lost = signs(words(without_tags)) - signs(kept_words(draft))
    assert set(lost) <= {"1"}  # Markdown counts on where each item of a list is written “1.”
    addresses = eids(draft)
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() and len(address) <= 200 for address in addresses)


def test_lists_nested_very_deeply_lose_nothing():
    source = "\n".join("  " * depth + f"- word{depth}" for depth in range(120))

    assert words(source) - kept_words(read(source)) == Counter()


real_data = pytest.mark.skipif("COMITY_REAL_DATA" not in os.environ, reason="COMITY_REAL_DATA names no folder")


def real_text(path: str) -> str:
    return (Path(os.environ["COMITY_REAL_DATA"]) / path).read_text("utf-8")


@real_data
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_budapest_convention_has_48_articles_in_each_language(language):
    draft = read(real_text(f"14-texts-treaties-budapest/budapest_{language}.md"))

    assert kinds(draft)[ProvisionKind.ARTICLE] == 48


@real_data
def test_a_text_of_a_megabyte_is_read_in_seconds_and_loses_nothing():
    source = real_text("14-texts-treaties-budapest/unclos_1MB-large-document_BWBV0003172.md")
    began = process_time()
    draft = read(source)

    assert process_time() - began < 5
    assert set(words(source) - kept_words(draft)) <= {"sup"}


@real_data
def test_internet_drafts_lose_nothing():
    folder = Path(os.environ["COMITY_REAL_DATA"]) / "12-drafts-irtf-hrpc-versions"
    for path in sorted(folder.rglob("*.md")):
        source = path.read_text("utf-8")
        assert words(source) - kept_words(read(source)) == Counter(), path.name


@pytest.mark.parametrize("sign", ["[", "![", "*a", "a`", "<a ", "[a]("])
def test_a_file_of_signs_is_refused_at_its_line_before_any_of_them_is_read(sign):
    with pytest.raises(UnreadableFile) as refusal:
        read("# Law\n\nWords.\n\n" + sign * 200_000)

    assert "Line 5 begins" in refusal.value.message
    assert "100000" in refusal.value.message


def test_signs_of_several_paragraphs_count_together(monkeypatch):
    monkeypatch.setattr(parser, "MOST_SIGNS", 5)

    assert kinds(read("[one]\n\n[two]\n\n!")) == {ProvisionKind.PARAGRAPH: 3}
    with pytest.raises(UnreadableFile, match="Line 5"):
        read("[one]\n\n[two]\n\n!!")


@pytest.mark.parametrize("number", [500, 2000])
@pytest.mark.parametrize("sign", ["[", "!["])
def test_brackets_within_brackets_are_looked_through_so_often_and_no_more(monkeypatch, sign, number):
    """Counted, not timed: how many steps the search for closing brackets takes."""
    steps = []
    skip = parser.INLINE.inline.skipToken
    monkeypatch.setattr(parser.INLINE.inline, "skipToken", lambda state: steps.append(1) or skip(state))

    read(sign * number)

    assert len(steps) < 100 * number
