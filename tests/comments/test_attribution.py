import pytest

from comments.attribution import ShownAuthor, shown_author
from comments.enums import Attribution, Status
from comments.models import Comment

EVERYTHING = ShownAuthor("Amina", "Article 19", True)
ORGANISATION = ShownAuthor("", "Article 19", True, withheld=True)
NOTHING = ShownAuthor(withheld=True)


@pytest.mark.parametrize(
    ("status", "attribution", "expected"),
    [
        (Status.PUBLISHED, Attribution.NAME, EVERYTHING),
        (Status.PUBLISHED, Attribution.ORGANISATION, ORGANISATION),
        (Status.PUBLISHED, Attribution.ANONYMOUS, NOTHING),
        (Status.PENDING, Attribution.NAME, EVERYTHING),
        (Status.PENDING, Attribution.ORGANISATION, ORGANISATION),
        (Status.PENDING, Attribution.ANONYMOUS, NOTHING),
        (Status.HIDDEN, Attribution.NAME, NOTHING),
        (Status.HIDDEN, Attribution.ORGANISATION, NOTHING),
        (Status.HIDDEN, Attribution.ANONYMOUS, NOTHING),
        (Status.WITHDRAWN, Attribution.NAME, NOTHING),
        (Status.WITHDRAWN, Attribution.ORGANISATION, NOTHING),
        (Status.WITHDRAWN, Attribution.ANONYMOUS, NOTHING),
    ],
)
def test_what_may_be_shown_of_the_author(status, attribution, expected):
    comment = Comment(
        status=status,
        attribution=attribution,
        author_name="Amina",
        organisation_name="Article 19",
        organisation_verified=True,
    )

    assert shown_author(comment) == expected


def test_organisation_only_without_an_organisation_reads_as_anonymous():
    author = shown_author(Comment(attribution=Attribution.ORGANISATION, author_name="Amina"))

    assert (author.is_named, author.withheld) == (False, True)


def test_a_source_that_gave_no_name_withholds_nothing():
    author = shown_author(Comment(attribution=Attribution.NAME))

    assert (author.is_named, author.withheld) == (False, False)
