import random

import pytest

from consultations.enums import LineageKind as Kind
from consultations.lineage import match
from tests.consultations.lineage.drafts import draft, told

ACT = """
article 1 | Purpose | The registrar keeps a register of wells so that everybody knows who takes water from where.
article 2 | Entries |
  paragraph 2.1 | | Whoever digs a well tells the registrar its place, its depth and the day of the first use.
  paragraph 2.2 | | The registrar enters the well within thirty days and sends the owner a copy of the entry.
  paragraph 2.3 | | An owner who sells the land tells the registrar the name of the buyer in the same month.
article 3 | Fees | The fee for an entry covers what the entry costs and is published each year in January.
article 4 | Appeals | Against a decision of the registrar one may appeal to the water court of the district.
"""


def kinds(old: str, new: str) -> dict[tuple[str, str], Kind]:
    return {(ancestor, provision): kind for ancestor, provision, kind in told(old, new)}


def test_the_same_draft_is_unchanged():
    assert {kind for _, _, kind in told(ACT, ACT)} == {Kind.UNCHANGED}
    assert [provision for _, provision, _ in told(ACT, ACT)] == ["1", "2", "2.1", "2.2", "2.3", "3", "4"]


def test_words_that_changed_are_told_and_scored():
    new = ACT.replace("thirty days", "sixty working days")

    assert [one for one in told(ACT, new) if one[2] != Kind.UNCHANGED] == [("2.2", "2.2", Kind.CHANGED)]
    scores = [found.score for found in match(draft(ACT), draft(new)) if found.kind == Kind.CHANGED]
    assert scores == [pytest.approx(1 - 3 / 35)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("who takes water from where.", "who takes water,   from where"),
        ("register of wells so", "register of “wells” so"),
        ("first use", "ﬁrst use"),
        ("the same month", "the\u00a0same\u200b mon\u00adth"),
    ],
)
def test_other_writing_of_the_same_words_is_no_change(before, after):
    assert before in ACT

    assert {kind for _, _, kind in told(ACT, ACT.replace(before, after))} == {Kind.UNCHANGED}


def test_capitals_and_signs_that_are_words_count():
    old = "article 1 | Fees | The fee is 5 % of the price that a party has paid for the land."

    assert kinds(old, old.replace(" %", ""))["1", "1"] == Kind.CHANGED
    assert kinds(old, old.replace("party", "Party"))["1", "1"] == Kind.CHANGED


def test_what_comes_after_an_insertion_is_renumbered_and_what_is_inserted_is_new():
    new = """
    article 1 | Purpose | The registrar keeps a register of wells so that everybody knows who takes water from where.
    article 2 | Springs | Springs that run all year are measured by the district every spring and autumn.
    article 3 | Fees | The fee for an entry covers what the entry costs and is published each year in January.
    article 4 | Appeals | Against a decision of the registrar one may appeal to the water court of the district.
    """

    assert told(ACT, new) == [
        ("1", "1", Kind.UNCHANGED),
        ("2", "", Kind.DELETED),
        ("2.1", "", Kind.DELETED),
        ("2.2", "", Kind.DELETED),
        ("2.3", "", Kind.DELETED),
        ("", "2", Kind.NEW),
        ("3", "3", Kind.UNCHANGED),
        ("4", "4", Kind.UNCHANGED),
    ]


def test_an_article_that_went_elsewhere_is_moved_and_the_others_are_not():
    lines = ACT.strip().splitlines()
    new = "\n".join([lines[-1], *lines[:-1]])

    assert [(one, other) for one, other, kind in told(ACT, new) if kind == Kind.MOVED] == [("4", "4")]


def test_a_paragraph_in_another_article_is_moved_also_with_other_words():
    new = """
    article 1 | Purpose | The registrar keeps a register of wells so that everybody knows who takes water from where.
    article 2 | Entries |
      paragraph 2.1 | | Whoever digs a well tells the registrar its place, its depth and the day of the first use.
      paragraph 2.2 | | The registrar enters the well within thirty days and sends the owner a copy of the entry.
    article 3 | Fees | The fee for an entry covers what the entry costs and is published each year in January.
    article 4 | Appeals | Against a decision of the registrar one may appeal to the water court of the district.
      paragraph 4.1 | | An owner who sells or leases land tells the registrar the name of the buyer in the same month.
    """

    assert kinds(ACT, new)["2.3", "4.1"] == Kind.MOVED


def test_a_new_level_around_articles_moves_none_of_them():
    body = "\n".join("  " + line for line in ACT.strip().splitlines())
    new = f"chapter I | Wells and the law of wells |\n{body}"

    assert [one for one in told(ACT, new) if one[2] != Kind.UNCHANGED] == [("", "I", Kind.NEW)]


def test_a_paragraph_cut_in_two_is_split():
    new = ACT.replace(
        " and sends the owner a copy of the entry.", ".\n  paragraph 2.2a | | It sends the owner a copy of the entry."
    )
    found = kinds(ACT, new)

    assert found["2.2", "2.2"] == found["2.2", "2.2a"] == Kind.SPLIT
    assert Kind.NEW not in found.values()


def test_two_paragraphs_in_one_are_merged():
    new = ACT.replace("of the entry.\n  paragraph 2.3 | | An owner", "of the entry. An owner")
    found = kinds(ACT, new)

    assert found["2.2", "2.2"] == found["2.3", "2.2"] == Kind.MERGED
    assert Kind.DELETED not in found.values()


def test_an_article_of_which_two_were_made_is_split():
    new = ACT.replace("  paragraph 2.2 |", "article 2a | Changes |\n  paragraph 2.2 |")
    found = kinds(ACT, new)

    assert found["2", "2"] == found["2", "2a"] == Kind.SPLIT
    assert found["2.2", "2.2"] == found["2.3", "2.3"] == Kind.UNCHANGED


def test_sentences_that_stand_in_many_articles_stay_with_theirs():
    said = "This article applies to springs in the same way as to wells."
    old = "\n".join(
        f"article {n} | |\n  paragraph {n}.1 | | Rule {chr(64 + n) * 3} about {'water ' * n}of kind {n}.\n"
        f"  paragraph {n}.2 | | {said}"
        for n in range(1, 9)
    )
    lines = old.splitlines()
    new = "\n".join([*lines[:6], *lines[9:]])

    assert [one for one in told(old, new) if one[2] != Kind.UNCHANGED] == [
        ("3", "", Kind.DELETED),
        ("3.1", "", Kind.DELETED),
        ("3.2", "", Kind.DELETED),
    ]


def test_a_term_that_stood_alone_and_got_its_definition_is_changed():
    old = "point a | | Portability:\npoint b | | Register: the list of a district.\npoint c | | Data portability:"
    new = old + " the right of an owner to take the entries of a well from one register to another."

    assert kinds(old, new)["c", "c"] == Kind.CHANGED


def test_everything_is_new_or_deleted_where_a_draft_is_empty_or_another_text():
    assert {kind for _, _, kind in told("", ACT)} == {Kind.NEW}
    assert {kind for _, _, kind in told(ACT, "")} == {Kind.DELETED}
    assert told("article 1 | | Alpha beta gamma delta.", "article 9 | | Un deux trois quatre cinq six.") == [
        ("1", "", Kind.DELETED),
        ("", "9", Kind.NEW),
    ]


def test_what_people_have_decided_stands_and_the_rest_follows_from_it():
    before, after = draft(ACT), draft(ACT, first=1000)

    found = match(before, after, {1002: [], 1005: [2, 5], 1006: [3]})

    ties = {(one.ancestor, one.provision): one.kind for one in found}
    assert ties[None, 1002] == Kind.NEW
    assert ties[2, 1005] == ties[5, 1005] == Kind.MERGED
    assert ties[3, 1006] == Kind.MOVED
    assert ties[6, None] == Kind.DELETED
    assert ties[None, 1003] == Kind.NEW
    assert ties[4, 1004] == Kind.UNCHANGED


def test_the_same_drafts_give_the_same_matches_whatever_their_keys():
    new = ACT.replace("thirty days", "sixty days")
    keys = random.Random(1).sample(range(10**6), 7)
    before, after = draft(ACT), draft(new)
    by_key = dict(zip([text.key for text in after], keys, strict=True))
    renamed = [
        type(text)(by_key[text.key], None if text.parent is None else by_key[text.parent], *rest(text))
        for text in after
    ]

    assert [
        found._replace(provision=by_key.get(found.provision)) for found in match(before, after)
    ] == match(before, renamed)  # fmt: skip


def rest(text):
    return text.kind, text.number, text.heading, text.text
