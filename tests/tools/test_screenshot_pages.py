import pytest

from tests.repository.routes import routes
from tools.screenshot_pages import NO_PAGES, argument


@pytest.mark.parametrize("name", sorted({route.name for route in routes()} - NO_PAGES))
def test_every_route_is_photographed_or_said_to_be_no_page(name):
    """A route with an argument that nobody thought of raises KeyError here, and stops the pictures."""
    route = next(route for route in routes() if route.name == name)

    assert all(argument(key, name) for key in route.pattern.converters)


def test_what_is_said_to_be_no_page_is_a_route():
    assert NO_PAGES - {route.name for route in routes()} == set()
