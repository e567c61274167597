import pytest

from common.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return OutboxMail.objects.create(
        to=["ann@example.org"],
        subject="Confirm your <address>",
        text="Your code is 123456.\nOr open https://example.org/confirm/?a=1&b=2 now.",
        from_email="comity@example.org",
    )


def test_letters_are_listed_newest_first(client, settings, letter):
    settings.DEBUG = True
    newer = OutboxMail.objects.create(to=["b@example.org"], subject="Newer", text="t", from_email="c@example.org")

    page = client.get("/dev/mail/").content.decode()

    assert page.index("Newer") < page.index("Confirm your &lt;address&gt;")
    assert f'href="/dev/mail/{newer.pk}/"' in page


def test_a_letter_shows_its_code_and_a_link_to_click(client, settings, letter):
    settings.DEBUG = True

    page = client.get(f"/dev/mail/{letter.pk}/").content.decode()

    assert "Your code is 123456." in page
    assert 'href="https://example.org/confirm/?a=1&amp;b=2"' in page


def test_an_empty_list_says_what_will_come(client, settings):
    settings.DEBUG = True

    assert "No letter has been written yet" in client.get("/dev/mail/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query(client, settings, django_assert_num_queries, count):
    settings.DEBUG = True
    OutboxMail.objects.bulk_create(
        OutboxMail(to=["a@example.org"], subject=str(n), text="t", from_email="c@example.org") for n in range(count)
    )

    with django_assert_num_queries(1):
        client.get("/dev/mail/")


def test_in_production_there_are_no_such_pages(client, settings, letter):
    settings.DEBUG = False

    assert client.get("/dev/mail/").status_code == 404
    assert client.get(f"/dev/mail/{letter.pk}/").status_code == 404


def test_a_letter_with_html_is_shown_as_mail_programs_do_with_its_own_sheet_and_nothing_that_runs(
    client, settings, letter
):
    settings.DEBUG = True
    OutboxMail.objects.filter(pk=letter.pk).update(html="<style>p { color: red }</style><p>Your code</p>")
    address = f"/dev/mail/{letter.pk}/html/"

    assert f'href="{address}"' in client.get(f"/dev/mail/{letter.pk}/").content.decode()
    answer = client.get(address)

    assert answer.content.decode().endswith("<p>Your code</p>")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy
