import pytest

from accounts.queries.organisation import similar_organisations
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Open Net Kenia", ["Open Net Kenya"]),
        ("ONK", ["Open Net Kenya"]),
        ("OPEN NET KENYA FOUNDATION", ["Open Net Kenya"]),
        ("Verein Freie Netze", []),
    ],
)
def test_a_name_that_comes_close_is_found_with_and_without_its_short_name(typed, found):
    OrganisationFactory(name="Open Net Kenya", short_name="ONK")
    OrganisationFactory(name="Harbour Cloud")

    assert [it.name for it in similar_organisations(typed)] == found


def test_the_likeliest_come_first_and_each_once():
    for name, short in [("Open Net Kenya", ""), ("Open Net", "ON"), ("Kenya Open Net Alliance", "")]:
        OrganisationFactory(name=name, short_name=short)

    names = [it.name for it in similar_organisations("Open Net Kenya", limit=2)]

    assert len(names) == len(set(names)) == 2
