from collections import Counter

from django.apps import apps

from tests.repository.fields import PERSONAL, PUBLIC, SECRET

OUR_APPS = ("accounts", "comments", "common", "consultations", "digests", "portal")


def test_every_field_is_public_personal_or_secret_and_only_one_of_them():
    classed = Counter(
        f"{model}.{field}"
        for table in (PUBLIC, PERSONAL, SECRET)
        for model, fields in table.items()
        for field in fields.split()
    )
    stored = Counter(
        f"{model._meta.label}.{field.name}"
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    )

    assert classed == stored
