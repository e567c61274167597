import socket

import pytest

from portal.demo.port import free_port


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_the_one_asked_for(taken):
    with free_port(taken + 1) as other:
        wanted = other.getsockname()[1]

    with free_port(wanted) as found:
        assert found.getsockname()[1] == wanted


def test_a_taken_port_gives_the_next_free_one(taken):
    with free_port(taken) as found:
        assert found.getsockname()[1] > taken


def test_what_is_found_is_held_so_that_nobody_takes_it_in_between(taken):
    with free_port(taken) as first, free_port(taken) as second:
        assert first.getsockname()[1] < second.getsockname()[1]


def test_no_port_is_above_the_last():
    with pytest.raises(OSError, match="No free port"):
        free_port(65536)
