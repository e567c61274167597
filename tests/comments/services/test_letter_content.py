"""What letters about one's comments say, to whom in which language, and what never stands in them."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.core.mail import get_connection
from django.utils import timezone

from comments.asked_places import AskedPlace
from comments.enums import Attribution, Kind, LetterKind, LetterTime, ModerationReason, Position
from comments.letters.refusal import refusal_of
from comments.models import Comment
from comments.services.moderation import hide_comment
from comments.services.response import respond
from common.mail import message_from
from consultations.enums import ModerationMode, TeamRole
from consultations.models import Round
from tests.comments.letters.people import to, wants, without_receipts, written
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db
RLO, RLI = "\u202e", "\u2067"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"
    settings.BASE_URL = "https://comity.example.org"


@pytest.fixture
def scene():
    scene = open_consultation(titles={"en": "Model Law", "fr": "Loi type"})
    every = [Attribution.NAME, Attribution.ORGANISATION, Attribution.ANONYMOUS]
    Round.objects.filter(pk=scene.round.pk).update(attributions=every)
    scene.round.refresh_from_db()
    return scene


@pytest.fixture
def amina():
    amina = UserFactory(email="amina@example.org", name="Amina")
    without_receipts(amina)
    return amina


def only_letter_to(person):
    [letter] = to(person, written())
    return letter


def test_a_reply_is_quoted_whole_with_what_it_answers_and_where_to_read_it(scene, amina):
    mine = comment(scene, by=amina, provision=scene.provisions[1], body="Delete *this* article.")
    answer = reply(mine, by=UserFactory(name="Boris"), body="Why?\n\nIt **helps**.")

    letter = only_letter_to(amina)

    assert letter.text.startswith(
        "A reply to you\n\nOn Article 2: Heading 2, in “Model Law”\n\n"
        "Boris replied to you:\n\n> Why?\n> It helps.\n\n"
        "You had written:\n\n> Delete this article.\n\n"
        f"https://comity.example.org/comments/{answer.reference}/\n"
    )
    assert "<strong>helps</strong>" in letter.html
    assert f'href="https://comity.example.org/comments/{answer.reference}/"' in letter.html


@pytest.mark.parametrize(
    ("attribution", "words"),
    [
        (Attribution.NAME, "Zebulon Quine replied to you:"),
        (Attribution.ORGANISATION, "Quine Observatory replied to you:"),
        (Attribution.ANONYMOUS, "Somebody who stays anonymous replied to you:"),
    ],
)
def test_who_replied_is_named_as_they_wish(scene, amina, attribution, words):
    author = UserFactory(name="Zebulon Quine", organisation_name="Quine Observatory")
    reply(comment(scene, by=amina), by=author, attribution=attribution)

    letter = only_letter_to(amina)

    whole = letter.subject + letter.text + letter.html + str(letter.headers)
    assert words in letter.text
    assert ("Zebulon" in whole) == (attribution == Attribution.NAME)
    assert ("Observatory" in whole) == (attribution == Attribution.ORGANISATION)
    assert author.email not in whole


def test_an_answer_says_what_becomes_of_it(scene, amina):
    editor = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR, user__name="Ed Itor").user
    mine = comment(scene, by=amina, body="Delete it.")
    respond(by=editor, comments=[mine], disposition="accepted", body="We **delete** it.")

    letter = only_letter_to(amina)

    assert f"The secretariat has answered your comment {mine.reference}: Accepted." in letter.text
    assert "> We delete it." in letter.text
    assert "> Delete it." in letter.text
    assert "Ed Itor" not in letter.text + letter.html


def test_my_hidden_words_are_not_quoted_back(scene, amina):
    editor = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user
    mine = comment(scene, by=amina, body="Unspeakable words.")
    reply(mine, by=UserFactory(name="Boris"), body="Indeed.")
    hide_comment(by=editor, comment=mine, reason=ModerationReason.ABUSE)
    respond(by=editor, comments=[mine], disposition="noted", body="Noted all the same.")

    news = [it for it in to(amina, written()) if "News" in it.subject]

    assert len(news) == 1
    assert "Indeed." in news[0].text
    assert "Unspeakable" not in news[0].text + news[0].html


@pytest.mark.parametrize(
    ("language", "subject", "direction"),
    [("en", "A reply to you on", "ltr"), ("", "A reply to you on", "ltr"), ("ar", "", "rtl"), ("de", "", "ltr")],
)
def test_the_language_is_the_readers(scene, amina, language, subject, direction):
    amina.language = language
    amina.save()
    reply(comment(scene, by=amina), by=UserFactory())

    letter = only_letter_to(amina)

    assert letter.subject.startswith(subject)
    assert f'dir="{direction}"' in letter.html.partition("<head>")[0]


def test_names_and_titles_break_no_header_and_turn_no_line(scene, amina):
    author = UserFactory(name=f"Eve{RLO}\r\nBcc: all@example.org{RLI}")
    scene.consultation.titles = {"en": f"Law\r\nBcc: all@example.org {RLO}" + "long " * 100}
    scene.consultation.save()
    reply(comment(scene, by=amina), by=author)

    letter = only_letter_to(amina)

    sent = message_from_string(
        message_from(letter, get_connection("django.core.mail.backends.dummy.EmailBackend")).message().as_string()
    )
    assert sent["Bcc"] is None
    assert len(letter.subject) <= 150
    assert not {RLO, RLI} & set(letter.subject + letter.text + letter.html)


def test_a_name_in_another_script_stands_apart(scene, amina):
    reply(comment(scene, by=amina), by=UserFactory(name="أمينة"))

    assert "\u2068أمينة\u2069 replied to you:" in only_letter_to(amina).text


def test_markup_in_names_and_words_is_text(scene, amina):
    reply(comment(scene, by=amina), by=UserFactory(name="<img src=x>"), body="<script>alert(1)</script>")

    letter = only_letter_to(amina)

    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "<script>alert(1)</script>" in letter.text


def test_very_long_words_are_cut(scene, amina):
    reply(comment(scene, by=amina), by=UserFactory(), body="word " * 3500)

    letter = only_letter_to(amina)

    assert len(letter.text) < 9000
    assert len(letter.html) < 13000


def test_a_letter_is_refused_by_one_click_for_its_kind_and_a_mixed_one_for_all(scene, amina):
    editor = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user
    mine = comment(scene, by=amina)
    reply(mine, by=UserFactory())
    of_one = only_letter_to(amina)
    reply(mine, by=UserFactory())
    respond(by=editor, comments=[mine], disposition="noted", body="Noted.")
    of_many = only_letter_to(amina)

    kinds = []
    for letter in (of_one, of_many):
        address = letter.headers["List-Unsubscribe"].strip("<>")
        assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address in letter.text
        refusal = refusal_of(address.removeprefix("https://comity.example.org/letters/").strip("/"))
        assert refusal.reader == amina
        kinds.append(refusal.kinds)
    assert [len(it) for it in kinds] == [1, len(LetterKind)]


def test_a_receipt_holds_the_text_the_place_and_how_one_is_shown(scene):
    author = UserFactory(name="Amina", organisation_name="Nairobi Law Clinic", time_zone="Europe/Paris")
    said = comment(
        scene,
        by=author,
        provision=scene.provisions[0],
        kind=Kind.WORDING,
        position=Position.CHANGES,
        body="Say *shall*.",
        proposed_wording="Each Party shall do it.",
    )

    letter = only_letter_to(author)

    assert letter.subject == "Receipt: your comment on Article 1: Heading 1"
    assert letter.text.startswith("What you wrote is published\n\nOn Article 1: Heading 1, in “Model Law”\n")
    for words in (
        "> Say shall.",
        "> Each Party shall do it.",
        f"Reference: {said.reference}",
        "Kind: Proposed wording",
        "Position: Support with changes",
        "Shown as: Amina (Nairobi Law Clinic)",
        "(Nairobi time) = ",
        "(Paris time)",
        f"https://comity.example.org/comments/{said.reference}/",
    ):
        assert words in letter.text, words
    assert written() == []


def test_a_receipt_names_every_place_passage_and_gap(scene):
    author = UserFactory()
    places = [AskedPlace.read(name) for name in ("art_1@en:0-10", "art_2", "art_3+")]
    comment(scene, by=author, places=places)

    letter = only_letter_to(author)

    assert letter.subject == "Receipt: your comment on Article 1: Heading 1 and 2 more places"
    for words in ("Place: Article 2: Heading 2", "Passage: “Each Party”", "Place: Gap after a provision"):
        assert words in letter.text, words


def test_a_receipt_says_what_waits_what_is_late_and_what_is_anonymous(scene):
    now = timezone.now()
    Round.objects.filter(pk=scene.round.pk).update(
        moderation=ModerationMode.ALL, closes_at=now - timedelta(hours=1), late_until=now + timedelta(hours=1)
    )
    author = UserFactory(name="Amina")
    comment(scene, by=author, attribution=Attribution.ANONYMOUS)

    letter = only_letter_to(author)

    assert letter.text.startswith("What you wrote waits for the secretariat")
    assert "marked as late" in letter.text
    assert "Shown as: Anonymous" in letter.text


def receipt_of(said, *, minutes_ago=0, **round):
    """The receipt, written so long after posting, in a round like this."""
    Round.objects.filter(pk=said.round_id).update(**round)
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=minutes_ago))
    return " ".join(only_letter_to(said.author).text.split())


EDIT = "You can edit it at the address below while the round takes comments. "
WITHDRAW = "You can withdraw it at any time at the same address"


@pytest.mark.parametrize(("minutes", "is_quiet"), [(14, True), (15, False)])
def test_a_receipt_says_until_when_an_edit_takes_the_place_of_what_was_written(scene, minutes, is_quiet):
    letter = receipt_of(comment(scene, by=UserFactory()), minutes_ago=minutes)

    assert (EDIT + "Until " in letter) is is_quiet
    assert (EDIT + "Everybody can then compare" in letter) is not is_quiet
    assert WITHDRAW in letter


def test_a_receipt_says_that_what_waits_is_replaced(scene):
    Round.objects.update(moderation=ModerationMode.ALL)
    letter = receipt_of(comment(scene, by=UserFactory()), minutes_ago=60)

    assert EDIT + "As long as it waits, the change takes the place" in letter


def test_a_receipt_says_that_changes_are_held(scene):
    letter = receipt_of(comment(scene, by=UserFactory()), moderation=ModerationMode.ALL)

    assert EDIT + "The secretariat reads each change first" in letter


def test_a_receipt_written_after_the_round_speaks_of_withdrawing_only(scene):
    letter = receipt_of(comment(scene, by=UserFactory()), closes_at=timezone.now() - timedelta(hours=1))

    assert "edit it" not in letter
    assert WITHDRAW in letter


def test_no_receipt_comes_of_what_was_hidden_meanwhile(scene):
    editor = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user
    author = UserFactory()
    hide_comment(by=editor, comment=comment(scene, by=author), reason=ModerationReason.SPAM)

    assert [it.subject.startswith("Receipt") for it in to(author, written())] == []


def test_receipts_are_not_bundled_with_news(scene):
    author = UserFactory()
    mine = comment(scene, by=author)
    reply(mine, by=UserFactory())
    reply(mine, by=author)

    subjects = [it.subject for it in to(author, written())]

    assert subjects == [
        "Receipt: your comment on the whole draft",
        "Receipt: your reply on the whole draft",
        "A reply to you on the whole draft",
    ]


def test_a_bundle_shows_beginnings_only(scene, amina):
    wants(amina, LetterTime.DAILY)
    mine = comment(scene, by=amina)
    reply(mine, by=UserFactory(), body="word " * 300)
    reply(mine, by=UserFactory(), body="Short.")

    [letter] = to(amina, written(at=timezone.now() + timedelta(days=2)))

    assert "word word…" in letter.text
    assert len(letter.text) < 2500
