import pytest

from common.client_address import client_network


@pytest.fixture
def request_from(rf):
    def make(address, forwarded=None):
        headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
        return rf.get("/", REMOTE_ADDR=address, headers=headers)

    return make


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, None, "10.0.0.1"),
        (0, "192.0.2.7", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "192.0.2.7:4711", "192.0.2.7"),
        (1, "[2001:db8:1:2::3]:4711", "2001:db8:1:2::/64"),
    ],
)
def test_only_what_our_proxies_say_is_believed(request_from, settings, proxies, forwarded, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert client_network(request_from("10.0.0.1", forwarded)) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("[::", ""),
    ],
)
def test_an_ipv6_address_stands_for_its_network_and_no_address_for_nobody(request_from, address, found):
    assert client_network(request_from(address)) == found
