from datetime import datetime
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


@pytest.mark.parametrize("address", ["/desk/", "/desk/c/x/", "/accounts/login/", "/profile/", "/unsent/1/", "/admin/"])
def test_robots_keep_out_of_what_is_not_for_everybody(robots, address):
    assert not robots.can_fetch("*", address)


@pytest.mark.parametrize("address", ["/", "/c/x/", "/c/x/drafts/1/p/art_1/", "/comments/C-2345678J/", "/contact/"])
def test_robots_may_read_what_everybody_may(robots, address):
    assert robots.can_fetch("*", address)


def test_robots_are_shown_the_sitemap(robots, settings):
    assert robots.site_maps() == [f"{settings.BASE_URL}/sitemap.xml"]


def test_security_txt_says_where_to_write_and_has_not_expired(client, settings):
    settings.CONTACT_EMAIL = "secretariat@example.org"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    expires = next(line for line in lines if line.startswith("Expires: ")).removeprefix("Expires: ")

    assert lines[:2] == ["Contact: mailto:secretariat@example.org", f"Contact: {settings.BASE_URL}/report-a-problem/"]
    assert datetime.fromisoformat(expires) > timezone.now()
