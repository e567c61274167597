import pytest

from comments.enums import Attribution, Channel, Disposition, Kind, ModerationReason, Position, Status
from consultations.readers.eids import eids
from consultations.readers.markdown import read_text as read
from portal.demo.accounts import ACCOUNTS, commenters
from portal.demo.script import CONTENT, Edited, Misprint, Reported, read_script

DRAFTS = {1: "zero_draft.md", 2: "second_draft.md"}


def script(number):
    return read_script((CONTENT / f"round_{number}.md").read_text(encoding="utf-8"))


def test_headings_become_threads():
    said = read_script(
        "# art_1\n\n## ann, oppose, question, fr, anonymous\nOne.\n\nTwo.\n\n"
        "### ben\nNo.\n\n## cy, letter, late\nYes.\n"
    ).comments

    assert [(it.by, it.eid, it.parent, it.depth) for it in said] == [
        ("ann", "art_1", None, 0),
        ("ben", "art_1", 0, 1),
        ("cy", "art_1", None, 0),
    ]
    assert (said[0].position, said[0].kind, said[0].language) == (Position.OPPOSE, Kind.QUESTION, "fr")
    assert (said[0].attribution, said[0].body) == (Attribution.ANONYMOUS, "One.\n\nTwo.")
    assert (said[2].channel, said[2].is_late) == (Channel.LETTER, True)


def test_quoted_text_is_a_proposed_wording():
    said = read_script("# draft\n## ann, wording\nBetter:\n> New words\n").comments[0]

    assert (said.eid, said.kind, said.body, said.wording) == ("", Kind.WORDING, "Better:", "New words")


def test_response_answers_the_threads_above_it_and_an_early_one_the_last():
    found = read_script(
        "# art_1\n## a\nOne.\n### b\nReply.\n## c\nTwo.\n## Early response: noted\nSoon.\n## Response: accepted\nYes.\n"
    )

    assert [(it.to, it.disposition, it.is_early, it.body) for it in found.answers] == [
        ((2,), Disposition.NOTED, True, "Soon."),
        ((0,), Disposition.ACCEPTED, False, "Yes."),
    ]


def test_hidden_comment_has_a_reason_and_no_response():
    found = read_script("# art_1\n## a\nOne.\n## b, spam: Advertising.\nBuy!\n## Response: noted\nYes.\n")

    hidden = found.comments[1]

    assert (hidden.status, hidden.hidden_for, hidden.note) == (Status.HIDDEN, ModerationReason.SPAM, "Advertising.")
    assert found.answers[0].to == (0,)


def test_edits_and_withdrawals_are_of_the_comment_directly_above():
    found = read_script("# art_1\n## a\nOne.\n## Edited\nMore.\n> Words\n### b\nTwo.\n## Withdrawn\n## c\nThree.\n")

    assert found.edits == [Edited(0, "More.", "Words")]
    assert found.withdrawn == [1]
    assert [it.parent for it in found.comments] == [None, 0, None]


def test_report_is_of_the_comment_directly_above():
    found = read_script("# art_1\n## a\nOne.\n### b\nTwo.\n## Report: off-topic, cy\nNot here.\n#### d\nThree.\n")

    assert [(it.by, it.depth) for it in found.comments] == [("a", 0), ("b", 1), ("d", 2)]
    assert found.reports == [Reported(1, "cy", ModerationReason.OFF_TOPIC, "Not here.")]


@pytest.mark.parametrize(
    "source",
    [
        "# art_1\n### a\nOne.\n",
        "# art_1\n## a, loud\nOne.\n",
        "# a\n## Response: noted\nYes.\n",
        "# a\n## Report: spam, b\nBuy.\n",
    ],
)
def test_what_means_nothing_is_refused(source):
    with pytest.raises(Misprint):
        read_script(source)


@pytest.mark.parametrize("number", [1, 2])
def test_everybody_named_is_known_and_every_place_is_in_the_draft(number):
    people = {account.key for account in [*commenters(), *ACCOUNTS]}
    places = set(eids(read((CONTENT / DRAFTS[number]).read_text(encoding="utf-8"))))
    said = script(number).comments

    assert {it.by for it in said} - people == set()
    assert {it.eid for it in said} - places == {""}


@pytest.mark.parametrize("number", [1, 2])
def test_every_thread_that_is_not_hidden_has_one_response(number):
    found = script(number)
    threads = [place for place, it in enumerate(found.comments) if it.parent is None and it.status != Status.HIDDEN]

    assert sorted(place for answer in found.answers for place in answer.to) == threads


def test_nobody_says_the_same_twice():
    bodies = [it.body for number in (1, 2) for it in script(number).comments if not it.wording]

    assert len(set(bodies)) == len(bodies)
