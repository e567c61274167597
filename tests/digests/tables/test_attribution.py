"""The SQL of a digest and the one statement of the rule (`comments.attribution`) say the same."""

import itertools

import pytest

from comments.attribution import shown_author
from comments.enums import Attribution, Status
from comments.models import Comment
from digests.enums import Audience, Format
from tests.digests.corpus import corpus as make_corpus
from tests.digests.corpus import decide, entry, insert

COMBINATIONS = list(itertools.product(Attribution, Status))


@pytest.mark.django_db(transaction=True)
def test_every_attribution_in_every_status_shows_what_a_page_shows(write, rows_of):
    corpus = make_corpus()
    who = {"author_name": "Amina", "organisation_name": "Kenya Bar"}
    comments = insert(
        *(entry(corpus.scene, n, **who, attribution=attribution) for n, (attribution, _) in enumerate(COMBINATIONS))
    )
    for comment, (_, status) in zip(comments, COMBINATIONS, strict=True):
        decide(comment, status, "abuse")

    rows = {it["comment_id"]: it for it in rows_of(write(corpus.selection(Audience.PUBLIC), Format.CSV))}

    for comment in Comment.objects.filter(pk__in=[it.pk for it in comments]).exclude(status=Status.PENDING):
        shown = shown_author(comment)
        row = rows[comment.reference]
        assert (row["author_name"], row["organisation"]) == (shown.name, shown.organisation), comment
        assert (row["organisation_verified"] == "true") == shown.organisation_verified


@pytest.mark.django_db(transaction=True)
def test_a_staff_digest_names_the_authors_of_hidden_and_withdrawn_comments_as_attribution_allows(write, rows_of):
    corpus = make_corpus()
    who = {"author_name": "Amina", "organisation_name": "Kenya Bar"}
    comments = insert(
        *(entry(corpus.scene, n, **who, attribution=attribution) for n, (attribution, _) in enumerate(COMBINATIONS))
    )
    for comment, (_, status) in zip(comments, COMBINATIONS, strict=True):
        decide(comment, status, "abuse")

    rows = {it["comment_id"]: it for it in rows_of(write(corpus.selection(Audience.STAFF), Format.CSV))}

    allowed = {
        Attribution.NAME: ("Amina", "Kenya Bar"),
        Attribution.ORGANISATION: ("", "Kenya Bar"),
        Attribution.ANONYMOUS: ("", ""),
    }
    shown = {it.reference: (rows[it.reference]["author_name"], rows[it.reference]["organisation"]) for it in comments}
    assert shown == {it.reference: allowed[it.attribution] for it in comments}
