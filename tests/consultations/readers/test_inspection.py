from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consultations.enums import ProblemReason, ProvisionKind
from consultations.readers import READERS, UnreadableFile, reader_for
from consultations.readers.draft import Problem, ReadDraft, ReadProvision
from consultations.readers.inspection import coverage
from consultations.readers.markdown import read_text

MAKES_NO_DRAFT = {"README.md", "SOURCE.md", "INDEX.md"}


def draft(source: str, *provisions: ReadProvision, problems: tuple[Problem, ...] = ()) -> ReadDraft:
    return ReadDraft(list(provisions), list(problems), source=source)


def article(number: str = "", heading: str = "", text: str = "", html: str = "") -> ReadProvision:
    return ReadProvision(ProvisionKind.ARTICLE, number, heading, text, html)


def test_what_is_in_provisions_and_problems_is_all_there_wherever_it_stands():
    read = draft(
        "ARTICLE 1 Scope\nThe ﬁrst  rule.\n<hr>",
        article("Article 1", "Scope", "the first rule."),
        problems=(Problem(3, "<hr>", ProblemReason.MARK),),
    )

    assert (coverage(read).share, coverage(read).missing, coverage(read).words) == (1.0, Counter(), 7)


def test_a_word_that_is_gone_is_named_with_how_often_it_is():
    found = coverage(draft("one two two two", article(text="two one")))

    assert (found.share, found.missing) == (0.5, Counter({"two": 2}))


def test_a_word_counts_as_often_as_it_stands():
    assert coverage(draft("must must not", article(text="must not"))).missing == Counter({"must": 1})


def test_words_that_markup_divides_or_joins_are_there():
    assert coverage(draft("in*side* 第五条定义", article("第五条", "定义", "inside"))).share == 1.0


def test_the_target_of_a_link_is_in_the_html():
    read = draft("[x](http://é.example/a%20b)", article(text="x", html='<a href="http://xn--9ca.example/a%20b">x</a>'))

    assert coverage(read).share == 1.0


def test_a_file_without_a_word_misses_none():
    assert coverage(draft(" — ")).share == 1.0


def test_numbers_that_markdown_counts_are_no_text_and_those_that_it_takes_over_are():
    read = read_text("1. one\n1. two\n1. three\n")

    assert (coverage(read).words, coverage(read).share) == (4, 1.0)
    assert coverage(ReadDraft([], [], source="1. one")).missing == Counter({"1": 1, "one": 1})


starts = st.sampled_from(
    ["", "# ", "##", "### Article 1 ", "1. ", "7. ", "007) ", "(a) ", "- ", "  - ", "    ", "> ", "| ", "<p>", "```",
     "---\n", "a)", "2.1 ", "**Article 2** ", "[x]: ", "第三条 ", "Annex", "* * *\n", "\t", "§ 3 ", "~~~ &amp;\n", "![",
     "<!-- ", "[a](http://é.example/%C3%A9?b&amp;c ", "<http://b.example/x> ", "<sup>", "Preamble "]
)  # fmt: skip
ends = st.sampled_from(
    ["\n", "\n\n", "  \n", "\\\n", " |\n", "\n===\n", "\n---\n", "](y)\n", ")\n", "\n|---|---|\n", " -->\n", "</sup>\n"]
)
content = st.text(alphabet="abXYZ109 éбЖ中ﬁ①[]()*_`<>&.:;\\", max_size=12)
entities = st.sampled_from(["", "", "&eacute;", "&amp;lt;", "&#65;", "&#x42;", "&nothing;"])
markdown = st.lists(st.tuples(starts, content, entities, content, ends).map("".join), max_size=12).map("".join)


@settings(max_examples=500, deadline=None)
@given(markdown)
@example("1. x\n1. y\n")
@example("[\n](é\\\na)\n")
@example("# [a](http://é.example/%C3%A9?b&amp;c x)\n[a](http://é.example/%C3%A9?b&amp;c)\n1. \n===\n")
def test_every_word_of_any_markdown_is_in_a_provision_or_in_a_problem(source):
    assert coverage(read_text(source)).missing == Counter()


def drafts_of(folder: Path) -> list[Path]:
    wanted = ["12-drafts-*", "14-texts-*", "16-texts-*", "17-texts-*", "48-adv-docx-*"]
    files = [path for pattern in wanted for path in sorted(folder.glob(f"{pattern}/**/*")) if path.is_file()]
    return [path for path in files if path.suffix in READERS and path.name not in MAKES_NO_DRAFT]


def test_nothing_of_any_real_draft_is_lost(real_data: Path):
    lost = {}
    read = 0
    for path in drafts_of(real_data):
        try:
            found = coverage(reader_for(path.name)(path.read_bytes()))
        except UnreadableFile:
            continue
        read += 1
        if found.share != 1.0:
            lost[path.name] = dict(found.missing)
    assert lost == {}
    assert read >= 28


@pytest.mark.parametrize("extension", sorted(READERS))
def test_an_empty_file_of_every_kind_is_refused(extension):
    with pytest.raises(UnreadableFile):
        reader_for(f"draft{extension}")(b"")
