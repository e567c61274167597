"""Who finds what by which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from comments.asked_words import Asked
from comments.enums import Kind, Position, SearchProblem, Status
from comments.models import Comment, CommentRevision
from comments.queries.search import Search, best_comments, newest_comments
from comments.queries.search_provisions import best_provisions
from comments.queries.words import tsquery_of
from comments.services.moderation import hide_comment, publish_comment
from consultations.enums import ConsultationState, TeamRole
from tests.factories import AdministratorFactory, DraftFactory, TeamMemberFactory, UserFactory, provision
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return open_consultation()


def search(typed: str, *, by=None, consultation=None) -> Search:
    asked = Asked(typed)
    query = tsquery_of(asked, consultation)
    assert not isinstance(query, SearchProblem), query
    return Search(by or AnonymousUser(), asked, query, consultation)


def found(typed: str, **where) -> set[str]:
    """The references that both orders find."""
    asked = search(typed, **where)
    best = {it.comment.reference for it in best_comments(asked).items}
    assert best == {it.comment.reference for it in newest_comments(asked).items}
    return best


def passage(typed: str) -> str:
    (it,) = best_comments(search(typed)).items
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in it.passage)


@pytest.mark.parametrize(
    ("language", "body", "typed"),
    [
        ("en", "Independent **safeguards** are needed.", "safeguard"),
        ("en", "Independent safeguards are needed.", "SAFEGUARDING independently"),
        ("en", "Privacy/security and and/or.", "security"),
        ("fr", "Les autorités compétentes préservent les données.", "autorite donnee"),
        ("fr", "Les autorites competentes.", "autorités compétentes"),
        ("fr", "L’article 5 de la Convention", "article"),
        ("es", "Las medidas de protección deberán respetarse.", "medida proteccion"),
        ("ru", "Мы приветствуем новые положения о хранении данных.", "положение хранение"),
        ("ru", "Учёт замечаний", "учет замечание"),
        ("ar", "يجب حماية البيانات الشخصية", "البيانات"),
        ("ar", "لِكُلِّ فَرْدٍ الحَقُّ فِي الحَيَاةِ", "الحق الحياة"),
        ("ar", "لكل فرد الحق في الحياة", "الحَقُّ"),
        ("zh-Hans", "我们支持打击网络犯罪的条款。", "网络犯罪"),
        ("zh-Hans", "我们支持打击网络犯罪的条款。", "网络"),
        ("zh-Hans", "我们支持打击网络犯罪的条款。", "网"),
        ("zh-Hans", "我们支持打击网络犯罪的条款", "款"),
        ("zh-Hans", "我们支持打击网络犯罪的条款。", "支持 条款"),
        ("ja", "サイバー犯罪に関する条約", "犯罪"),
        ("th", "อนุสัญญาว่าด้วยอาชญากรรม", "อาชญากรรม"),
        ("ko", "사이버범죄에 관한 협약을 지지합니다", "협약"),
        ("sw", "Tunaunga mkono ibara hii", "ibara"),
        ("", "Ohne Sprache, mit Größe", "grosse"),
        ("en", "Cafe\u0301 culture, decomposed", "café"),
    ],
)
def test_a_comment_is_found_in_its_own_language(scene, language, body, typed):
    said = comment(scene, body=body)
    Comment.objects.filter(pk=said.pk).update(language=language)
    comment(scene, body="Nothing of the kind.")

    assert found(typed) == {said.reference}


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("我们支持打击网络犯罪的条款。", "犯网"),
        ("我们支持打击网络犯罪的条款。", "网络安全"),
        ("我们支持打击网络犯罪的条款。", "支持 -条款"),
        ("我们支持打击网络犯罪的条款。", "支持 -条"),
        ("Mutual legal assistance", '"legal mutual"'),
        ("Mutual legal assistance", "mutual -assistance"),
        ("Mutual legal assistance", "mutual safeguards"),
    ],
)
def test_a_comment_is_not_found_by_what_it_does_not_have(scene, body, typed):
    comment(scene, body=body)

    assert found(typed) == set()


def test_phrases_alternatives_and_exclusions(scene):
    first = comment(scene, body="Mutual legal assistance in urgent cases")
    second = comment(scene, body="Assistance, mutual and otherwise")

    assert found('"mutual legal"') == {first.reference}
    assert found("“mutual legal”") == {first.reference}
    assert found("assistance -urgent") == {second.reference}
    assert found("assistance −urgent") == {second.reference}  # a minus as some keyboards write it
    assert found("urgent or otherwise") == {first.reference, second.reference}


def test_each_text_is_asked_in_its_own_language(scene):
    """In English “nations” and “nation” are one word; what is excluded in English is not found by another's stems."""
    english = comment(scene, body="The nation shall act")
    french = comment(scene, body="Les nations agissent", language="fr")
    swahili = comment(scene, body="nation kwa nation", language="sw")

    assert found("nations") == {english.reference, french.reference}
    assert found("nation") == {english.reference, french.reference, swahili.reference}
    assert found("act -nations") == set()


def test_proposed_wording_is_found(scene):
    said = comment(
        scene,
        provision=scene.provisions[0],
        kind=Kind.WORDING,
        position=Position.CHANGES,
        body="See below.",
        proposed_wording="Each Party shall adopt proportionate measures.",
    )

    assert found("proportionate") == {said.reference}
    assert "[proportionate]" in passage("proportionate")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("the of and", SearchProblem.NO_WORD),
        ("!!! ??? ...", SearchProblem.NO_WORD),
        ('" " -', SearchProblem.NO_WORD),
        ("-assistance", SearchProblem.EXCLUDES_ONLY),
        ("-网", SearchProblem.EXCLUDES_ONLY),
        ("or or or", SearchProblem.NO_WORD),
    ],
)
def test_what_cannot_be_looked_for_is_said(scene, typed, problem):
    comment(scene)

    assert tsquery_of(Asked(typed)) == problem


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE x; --",
        "a & | ! <-> ( )",
        "\\'\\'\\",
        "%s %(x)s {seen}",
        "'L' & 'C1'",
        ":*",
        "LEnglish C1",
        "'网':*",
    ],
)
def test_hostile_words_are_words(scene, typed):
    comment(scene)

    query = tsquery_of(Asked(typed))
    if not isinstance(query, SearchProblem):
        assert found(typed) == set()


def test_words_of_a_pending_comment_are_found_by_its_author_and_the_team_only(scene):
    said = comment(scene, body="Secretissimo")
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)
    analyst = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.ANALYST).user

    assert found("secretissimo") == set()
    assert found("secretissimo", by=UserFactory()) == set()
    assert found("secretissimo", by=TeamMemberFactory(role=TeamRole.MODERATOR).user) == set()
    for reader in (said.author, analyst, AdministratorFactory()):
        assert found("secretissimo", by=reader) == {said.reference}


def test_words_of_a_hidden_comment_are_found_by_nobody_until_it_is_shown_again(scene):
    said = comment(scene, body="Secretissimo")
    moderator = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.MODERATOR).user
    readers = [None, said.author, moderator, AdministratorFactory()]

    hidden = hide_comment(by=moderator, comment=said, reason="spam")
    assert [found("secretissimo", by=reader) for reader in readers] == [set()] * 4

    publish_comment(by=moderator, comment=hidden)
    assert found("secretissimo") == {said.reference}


def test_words_of_a_withdrawn_comment_are_found_by_nobody(scene):
    said = comment(scene, body="Secretissimo")
    Comment.objects.filter(pk=said.pk).update(status=Status.WITHDRAWN)

    for reader in (None, said.author, AdministratorFactory()):
        assert found("secretissimo", by=reader) == set()


def test_words_that_are_written_anew_replace_those_before(scene):
    said = comment(scene, body="Secretissimo")
    revision = CommentRevision.objects.create(comment=said, number=2, body="Changed", body_html="", body_text="Changed")
    assert found("secretissimo") == {said.reference}

    Comment.objects.filter(pk=said.pk).update(current_revision=revision)
    assert found("secretissimo") == set()
    assert found("changed") == {said.reference}

    said.revisions.update(body_text="█████", proposed_wording="")
    assert found("changed") == set()


def test_what_is_kept_until_closing_is_found_by_its_author_and_the_team(scene):
    said = comment(scene, body="Secretissimo")
    scene.round.comments_shown = "after-closing"
    scene.round.save(update_fields=["comments_shown"])

    assert found("secretissimo") == set()
    assert found("secretissimo", by=UserFactory()) == set()
    assert found("secretissimo", by=said.author) == {said.reference}


def test_what_is_not_published_is_found_by_the_team(scene):
    said = comment(scene, body="Secretissimo", provision=scene.provisions[0])
    scene.consultation.state = ConsultationState.UNPUBLISHED
    scene.consultation.save(update_fields=["state"])
    observer = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.OBSERVER).user

    assert found("secretissimo") == set()
    assert found("secretissimo", by=AdministratorFactory()) == {said.reference}
    assert best_provisions(search("party")).items == []
    assert best_provisions(search("party", by=UserFactory())).items == []
    assert len(best_provisions(search("party", by=observer)).items) == 3


def test_a_draft_that_is_not_published_is_found_by_the_team(scene):
    draft = DraftFactory(consultation=scene.consultation)
    provision(draft, 9, text="Interception of content data")
    observer = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.OBSERVER).user

    assert best_provisions(search("interceptions")).items == []
    assert [it.name for it in best_provisions(search("interceptions", by=observer)).items] == ["Article 9: Heading 9"]


def test_provisions_are_found_by_number_heading_and_text_best_first(scene):
    items = best_provisions(search("article 2")).items

    assert [it.name for it in items] == ["Article 2: Heading 2"]
    assert items[0].url.endswith("/drafts/1/?at=art_2#art_2")
    assert [it.name for it in best_provisions(search("heading")).items] == [
        f"Article {n}: Heading {n}" for n in (1, 2, 3)
    ]


def test_one_consultation_or_all(scene):
    here = comment(scene, body="Assistance")
    there = comment(open_consultation(), body="Assistance")

    assert found("assistance") == {here.reference, there.reference}
    assert found("assistance", consultation=scene.consultation) == {here.reference}


def test_what_was_found_is_marked(scene):
    comment(scene, body="Independent **safeguards** & limits < 3 > are needed.")

    assert passage("safeguard limit") == "Independent [safeguards] & [limits] < 3 > are needed"


def test_chinese_is_marked(scene):
    comment(scene, body="我们支持打击网络犯罪的条款。", language="zh-Hans")

    assert passage("网络犯罪") == "我们支持打击[网络犯罪]的条款。"
    assert passage("条") == "我们支持打击网络犯罪的[条]款。"


def test_marks_of_ours_in_a_text_mark_nothing(scene):
    comment(scene, body="A \x02safe\x03guard stands")

    assert passage("stands").count("[") == 1


def test_newest_first_goes_on_where_the_page_ended(scene):
    said = [comment(scene, body=f"Assistance {n}").reference for n in range(5)]
    asked = search("assistance")

    first = newest_comments(asked, size=2)
    second = newest_comments(asked, size=2, cursor=first.next_cursor)
    third = newest_comments(asked, size=2, cursor=second.next_cursor)

    pages = [[it.comment.reference for it in page.items] for page in (first, second, third)]
    assert pages == [[said[4], said[3]], [said[2], said[1]], [said[0]]]
    assert third.next_cursor == ""


def test_best_first_goes_on_where_the_page_ended(scene):
    for n in range(1, 6):
        comment(scene, body="assistance " * n)
    asked = search("assistance")

    first = best_comments(asked, size=3)
    second = best_comments(asked, size=3, page=first.next_page)

    assert (len(first.items), len(second.items), second.next_page) == (3, 2, 0)
    assert {it.comment.reference for it in first.items}.isdisjoint({it.comment.reference for it in second.items})


def of_many(typed: str) -> Search:
    """As where more comments have the words than are compared; of the newest, three are looked through at a time."""
    return replace(search(typed), few=2, window=3)


def test_of_very_many_the_newest_are_looked_through_a_window_at_a_time(scene):
    common = [comment(scene, body="assistance").reference for _ in range(4)]
    for _ in range(4):
        comment(scene, body="Nothing of the kind.")
    asked = of_many("assistance")

    pages = [newest_comments(asked, size=2)]
    while pages[-1].next_cursor:
        pages.append(newest_comments(asked, size=2, cursor=pages[-1].next_cursor))

    assert [it.comment.reference for page in pages for it in page.items] == common[::-1]
    assert (pages[0].items, pages[0].stopped_early) == ([], True)


def test_of_very_many_the_newest_are_ranked_and_it_is_said(scene):
    for _ in range(4):
        comment(scene, body="assistance")

    page = best_comments(of_many("assistance"))

    assert len(page.items) == 2
    assert page.is_bounded


def test_a_reply_is_found_with_the_place_of_its_thread(scene):
    first = comment(scene, provision=scene.provisions[1])
    answer = reply(first, body="Assistance")

    (it,) = best_comments(search("assistance")).items

    assert it.comment.reference == answer.reference
    assert [place.name for place in it.comment.places] == ["Article 2: Heading 2"]
