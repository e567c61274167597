import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation

from tests.emptying import empty
from tests.migrated import copied_from
from tests.signing_in import force_login

pytest_plugins = ["tests.browsers", "tests.workers"]


def pytest_collection_modifyitems(items):
    """What takes long is for whoever has the time, and for CI."""
    if os.environ.get("THOROUGH") != "1":
        for item in items:
            if item.get_closest_marker("thorough"):
                item.add_marker(pytest.mark.skip(reason="It takes long: THOROUGH=1 runs it."))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """One of many processes copies a database that is migrated once for all of them."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"] |= copied_from()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tests with transaction=True delete what they have committed; Django would empty all tables by TRUNCATE."""
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of collected real data, which is not in the repository: COMITY_REAL_DATA names it."""
    if not os.environ.get("COMITY_REAL_DATA"):
        pytest.skip("COMITY_REAL_DATA names no folder")
    return Path(os.environ["COMITY_REAL_DATA"])


@pytest.fixture(autouse=True)
def nobodys_language():
    """A page answered in a language leaves the thread in it: the next test starts in the language of the settings."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def signed_in_with_a_second_factor(monkeypatch):
    """`client.force_login` stands for the whole way in, which for staff ends with a second factor."""
    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests():
    """Hashing as slow as in production would take most of the time of the tests. All of them post from one address, and
    their counts would outlive them: tests of limits set their own."""
    limits = [f"COMMENTS_PER_{who}_{time}" for who in ("ACCOUNT", "ADDRESS") for time in ("TEN_MINUTES", "DAY")]
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers, **dict.fromkeys(limits, 0)):
        yield
