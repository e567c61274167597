import os
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from django.utils import translation

from tests.signing_in import force_login

pytest_plugins = ["tests.browsers", "tests.workers"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests with transaction=True empty their database by TRUNCATE, which the audit table refuses elsewhere."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute(f"ALTER DATABASE {name} SET comity.allow_truncate = 'on'")
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def lists_outlive_emptying():
    """What a migration has put into the lists is there again after a test with transaction=True has emptied them."""

    shipped = import_module("comments.migrations.0011_dispositions_and_reasons_are_kept")

    def refill(app_config: AppConfig, **_given: object) -> None:
        if app_config.name == "comments" and not app_config.get_model("DispositionTerm").objects.exists():
            shipped.make_terms(apps, None)

    post_migrate.connect(refill, weak=False)
    yield
    post_migrate.disconnect(refill)


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


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing as slow as in production would take most of the time of the tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_limits_of_posting(settings):
    """All tests post from one address, and their counts would outlive them. Tests of limits set their own."""
    settings.COMMENTS_PER_ACCOUNT_TEN_MINUTES = settings.COMMENTS_PER_ACCOUNT_DAY = 0
    settings.COMMENTS_PER_ADDRESS_TEN_MINUTES = settings.COMMENTS_PER_ADDRESS_DAY = 0
