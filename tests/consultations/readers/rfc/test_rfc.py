import pytest

from consultations.enums import NoticeKind, ProblemReason, ProvisionKind
from consultations.readers import READERS, markdown
from consultations.readers.draft import Notice, ReadDraft
from consultations.readers.inspection import coverage
from consultations.readers.rfc import is_rfc_style, read_text
from tests.consultations.readers.rfc.samples import NEW, OLD
from tests.consultations.readers.test_markdown import outline


def section(draft: ReadDraft, number: str) -> list[str]:
    """What stands in the section of that number, as (kind, number, text)."""
    found = next(one for one, _, _ in draft.walk() if one.number == number)
    return outline(ReadDraft(found.children, []))


def headings(draft: ReadDraft) -> list[tuple[int, str, str]]:
    return [
        (depth, one.number, one.heading)
        for one, _, depth in draft.walk()
        if one.kind in {ProvisionKind.SECTION, ProvisionKind.ANNEX}
    ]


def test_sections_of_the_style_without_pages():
    assert headings(read_text(NEW)) == [
        (0, "", "How to Consult on a Text"),
        (0, "", "Abstract"),
        (0, "", "Status of This Memo"),
        (0, "1.", "Introduction"),
        (1, "1.1.", "Requirements Notation"),
        (0, "2.", "Rounds of a Consultation That Takes Comments on One Draft and on Nothing Else"),
        (0, "3.", "References"),
        (1, "3.1.", "Normative References"),
        (0, "Appendix A", "Collected Rules"),
        (1, "A.1.", "Grammar"),
        (0, "", "Acknowledgements"),
        (0, "", "Author's Address"),
    ]


def test_lists_terms_and_figures():
    assert section(read_text(NEW), "2.") == [
        "para_nn_1 | A round has these properties:",
        "para_nn_1__point_nn_1 | It opens at an instant that is announced beforehand and that is never moved. / "
        "A second paragraph of the first item.",
        "para_nn_1__point_nn_2 | It closes.",
        "para_1 | 1. | First, one reads.",
        "para_2 | 2. | Then one writes:",
        "para_2__point_a | a. | a comment, or",
        "para_2__point_b | b. | a proposed wording.",
        "para_nn_2 | After the list the text goes on.",
        "para_nn_3 | state (S): 2 bits This field says whether the round is scheduled, open or closed, and nothing "
        "else.",
        "para_nn_4 |  0                   1 /  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 / +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+ / "
        "| S |        length             | / +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+ /  / "
        "round = opens SP closes / opens = date",
        "para_nn_5 | Figure 1: A Round",
    ]


def test_wrapped_words_keep_their_hyphen_and_references_are_paragraphs():
    draft = read_text(NEW)

    assert section(draft, "1.")[0] == (
        "para_nn_1 | A secretariat publishes a draft and takes comments hop-by-hop from everybody who is concerned."
    )
    assert section(draft, "3.1.") == [
        "para_nn_1 | [RFC2119] Bradner, S., \"Key words for use in RFCs to Indicate Requirement Levels\", BCP 14, "
        "RFC 2119, DOI 10.17487/RFC2119, March 1997, <https://www.example.org/info/rfc2119>."
    ]  # fmt: skip


def test_a_table_of_contents_is_one_problem():
    for text, place, first in ((NEW, 24, "Table of Contents"), (OLD, 19, "Table of Contents")):
        (contents,) = [it for it in read_text(text).problems if it.reason == ProblemReason.CONTENTS]
        assert (contents.place, contents.text.split("\n")[0]) == (place, first)


def test_pages_are_joined_and_their_heads_and_feet_left_out():
    draft = read_text(OLD)

    assert draft.notices == [Notice(NoticeKind.RUNNING_HEADS, 3)]
    (running,) = [it for it in draft.problems if it.reason == ProblemReason.RUNNING_HEAD]
    assert running.text.count("[Page") == 3
    assert running.text.count("RFC 9002") == 2
    assert section(draft, "2.") == [
        'para_nn_1 | This phrase, or the phrase "SHALL NOT", mean that the definition is an absolute prohibition of '
        "the specification, and it goes on over the page."
    ]
    assert section(draft, "3.")[1:] == [
        "para_nn_1__point_nn_1 | one bullet which is long enough to be wrapped by hand at the end of its line",
        "para_nn_1__point_nn_2 | another",
        "para_nn_2 | A new paragraph begins a page.",
        "sec_3-1 | 3.1 | Without a dot",
        "sec_3-1__point_A | A. | Letters are items.",
        "sec_3-1__point_B | B. | Each of them.",
    ]


def test_a_heading_may_stand_before_its_text():
    assert headings(read_text(OLD)) == [
        (0, "", "Key words for use in consultations"),
        (0, "", "Status of this Memo"),
        (0, "1.", "MUST"),
        (0, "2.", "MUST NOT"),
        (0, "3.", "Guidance in the use of these imperatives"),
        (1, "3.1", "Without a dot"),
        (0, "4.", "Author's Address"),
    ]


@pytest.mark.parametrize("text", [NEW, OLD, NEW.replace("\n", "\r\n"), OLD.replace("\f", "")])
def test_every_word_is_kept(text):
    draft = READERS[".txt"](text.encode())

    assert coverage(draft).share == 1.0
    assert headings(draft)[0][2] in {"How to Consult on a Text", "Key words for use in consultations"}
    assert headings(draft)[3][1] in {"1.", "2."}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (NEW, True), (OLD, True),
        ("1. One paragraph.\n\n2. Another, of a law.\n\n3. And one more.\n", False),
        ("Article 1\n\nText.\n\nArticle 2\n\n   1. One\n   2. Two\n", False),
        ("# Law\n\n    indented\n    indented\n    indented\n", False),
        ("2. b\n\n   x\n   x\n   x\n   x\n   x\n   x\n   x\n\n4. d\n\n   x\n", False),
        ("", False),
    ],
)  # fmt: skip
def test_the_content_decides(text, is_one):
    assert is_rfc_style(text) is is_one


def test_other_text_is_read_as_before():
    law = b"Article 1\n\n1. One.\n2. Two.\n"

    assert READERS[".txt"](law) == markdown.read(law)
