from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone, translation

from accounts.services.term import merge_terms, rename_term, retire_term
from comments.enums import Disposition, ModerationReason, Status
from comments.errors import NoLongerOffered
from comments.models import Comment, CommentReport, DispositionTerm, ModerationReasonTerm, Response
from comments.queries.wording import disposition_choices, reason_choices, reason_names
from comments.services.moderation import hide_comment
from comments.services.report import report_comment
from comments.services.response import respond
from common.models import AuditEntry
from tests.factories import AdministratorFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
migration = import_module("comments.migrations.0011_dispositions_and_reasons_are_kept")


@pytest.fixture
def ada():
    return AdministratorFactory()


@pytest.fixture
def said():
    return comment(open_consultation(), body="We agree.")


def reworded(ada, term, name: str) -> None:
    rename_term(by=ada, term=term, names={"en": name, "fr": f"{name} (fr)"}, seen=term.fingerprint)


@pytest.mark.parametrize(("model", "codes"), [(DispositionTerm, Disposition), (ModerationReasonTerm, ModerationReason)])
def test_every_installation_begins_with_the_codes_and_names_that_it_had_in_six_languages(model, codes):
    terms = list(model.objects.all())

    assert [(it.slug, it.names["en"]) for it in terms] == [(it.value, str(it.label)) for it in codes]
    assert {frozenset(it.names) for it in terms} == {frozenset({"en", "fr", "es", "ru", "ar", "zh"})}
    assert all(name for it in terms for name in it.names.values())


def test_making_them_again_keeps_what_administrators_changed(ada):
    reworded(ada, DispositionTerm.objects.get(slug="noted"), "Taken note of")

    migration.make_terms(apps, None)

    assert DispositionTerm.objects.get(slug="noted").name == "Taken note of"
    assert DispositionTerm.objects.count() == len(Disposition)


def test_forms_offer_what_is_offered_in_its_order_and_in_the_readers_language(ada):
    retire_term(by=ada, term=DispositionTerm.objects.get(slug="noted"))
    reworded(ada, ModerationReasonTerm.objects.get(slug="spam"), "it sells")

    with translation.override("fr"):
        assert [code for code, _name in disposition_choices()] == [it for it in Disposition if it != "noted"]
        assert dict(disposition_choices())["accepted"] == "Acceptée"
        assert dict(reason_choices())["spam"] == "It sells (fr)"
    assert reason_names()["spam"] == "it sells"


def test_what_was_answered_keeps_its_disposition_and_reads_with_todays_wording(client, ada, said):
    respond(by=ada, comments=[said], disposition="noted", body="Thank you.")
    noted = DispositionTerm.objects.get(slug="noted")
    assert "Noted" in client.get(said.get_absolute_url()).content.decode()

    reworded(ada, noted, "Taken note of")
    retire_term(by=ada, term=noted)

    assert "Taken note of" in client.get(said.get_absolute_url()).content.decode()
    assert Response.objects.get().disposition_id == "noted"


def test_what_was_hidden_keeps_its_reason_and_reads_with_todays_wording(client, ada, said):
    hide_comment(by=ada, comment=said, reason="spam", note="Shoes.")
    spam = ModerationReasonTerm.objects.get(slug="spam")
    assert "it advertises" in client.get(said.get_absolute_url()).content.decode()

    reworded(ada, spam, "it sells something")
    retire_term(by=ada, term=spam)

    assert "it sells something – Shoes." in client.get(said.get_absolute_url()).content.decode()
    assert Comment.objects.get(pk=said.pk).moderation_reason == "spam"


def test_words_of_an_import_that_are_no_reason_of_ours_are_shown_as_they_are(client, said):
    Comment.objects.filter(pk=said.pk).update(status=Status.HIDDEN, moderation_reason="Slander, decided in court")

    assert "Slander, decided in court" in client.get(said.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["spam", "nonsense"])
def test_nothing_is_hidden_or_reported_for_a_reason_that_is_not_offered(ada, said, code):
    ModerationReasonTerm.objects.filter(slug="spam").update(retired_at=timezone.now())
    before = AuditEntry.objects.count()

    with pytest.raises(NoLongerOffered):
        hide_comment(by=ada, comment=said, reason=code)
    with pytest.raises(NoLongerOffered):
        report_comment(by=None, reporter_key="visitor:1", comment=said, reason=code)

    said.refresh_from_db()
    assert (said.status, said.moderation_reason) == (Status.PUBLISHED, "")
    assert not CommentReport.objects.exists()
    assert AuditEntry.objects.count() == before


def test_nothing_is_answered_with_a_disposition_that_is_not_offered(client, ada, said):
    retire_term(by=ada, term=DispositionTerm.objects.get(slug="noted"))
    client.force_login(ada)

    with pytest.raises(NoLongerOffered):
        respond(by=ada, comments=[said], disposition="noted", body="Thank you.")
    answer = client.post(reverse("response_new", args=[said.reference]), {"disposition": "noted", "body": "Thanks."})

    assert answer.status_code == 422
    assert "Thanks." in answer.content.decode()
    assert not Response.objects.exists()


def test_a_merged_disposition_stays_with_what_was_answered(ada, said):
    respond(by=ada, comments=[said], disposition="noted", body="Thank you.")

    merge_terms(
        by=ada, double=DispositionTerm.objects.get(slug="noted"), into=DispositionTerm.objects.get(slug="accepted")
    )

    assert Response.objects.get().disposition_id == "noted"
    assert "noted" not in dict(disposition_choices())


def test_the_reason_that_needs_words_of_ones_own_stays(client, ada):
    client.force_login(ada)
    other = ModerationReasonTerm.objects.get(slug="other")

    answer = client.post(reverse("desk_term_retire", args=["moderation-reasons", other.pk]), {"move": "retire"})

    assert answer.status_code == 409
    assert "cannot be retired" in answer.content.decode()
    assert "other" in reason_names()


@pytest.mark.parametrize("key", ["dispositions", "moderation-reasons"])
def test_both_lists_are_kept_at_the_desk(client, ada, said, key):
    client.force_login(ada)
    respond(by=ada, comments=[said], disposition="noted", body="Thank you.")
    report_comment(by=None, reporter_key="visitor:1", comment=said, reason="spam")
    hide_comment(by=ada, comment=said, reason="spam")

    entries = client.get(reverse("desk_list", args=[key])).context["entries"]

    uses = {it.term.slug: it.uses for it in entries.offered}
    assert uses.get("noted", (1,)) == (1,)
    assert uses.get("spam", (1, 1)) == (1, 1)
    assert uses.get("accepted", (0,)) == (0,)
