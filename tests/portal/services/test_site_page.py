import pytest

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from portal.enums import SitePage
from portal.models import SitePageRevision
from portal.queries.site_page import words_of
from portal.services.site_page import ChangedMeanwhile, edit_site_page
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def edit(by, **said):
    return edit_site_page(
        **{
            "by": by,
            "page": SitePage.TERMS,
            "language": "en",
            "title": "Our terms",
            "body": "Be civil.",
            "is_offered": True,
            "based_on": 0,
            **said,
        }
    )


def test_what_is_saved_is_what_the_page_says_and_earlier_words_are_kept():
    administrator = AdministratorFactory()
    edit(administrator)

    edit(administrator, body="Be kind.", based_on=1)

    assert words_of(SitePage.TERMS)["en"].body == "Be kind."
    assert list(SitePageRevision.objects.order_by("number").values_list("number", "body")) == [
        (1, "Be civil."),
        (2, "Be kind."),
    ]


def test_the_record_says_who_changed_which_page_and_holds_no_text():
    administrator = AdministratorFactory()

    revision = edit(administrator)

    entry = AuditEntry.objects.get(subject_type="portal.sitepagerevision")
    assert (entry.verb, entry.actor_id, entry.subject_id) == (Verb.CHANGED, administrator.pk, revision.pk)
    assert entry.before == {"number": 0}
    assert entry.after == {"page": "terms", "language": "en", "number": 1, "is_offered": True}


def test_nobody_else_may_change_a_page():
    with pytest.raises(NotAllowed):
        edit(UserFactory())

    assert not SitePageRevision.objects.exists()


def test_a_change_of_an_older_version_is_refused():
    administrator = AdministratorFactory()
    edit(administrator)

    with pytest.raises(ChangedMeanwhile):
        edit(administrator, body="Written at the same time.")

    assert words_of(SitePage.TERMS)["en"].body == "Be civil."


def test_english_is_always_offered_and_other_languages_by_choice():
    administrator = AdministratorFactory()

    edit(administrator, is_offered=False)
    edit(administrator, language="fr", is_offered=False)

    words = words_of(SitePage.TERMS)
    assert words["en"].is_offered
    assert not words["fr"].is_offered
