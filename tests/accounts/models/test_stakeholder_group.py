from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone, translation

from accounts.models import StakeholderGroup
from tests.factories import GROUPS, group

migration = import_module("accounts.migrations.0002_seven_stakeholder_groups")
pytestmark = pytest.mark.django_db


def test_the_seven_groups_are_made_with_names_in_the_six_languages_of_the_un():
    StakeholderGroup.objects.all().delete()

    migration.make_groups(apps, None)

    assert {it.slug: it.names["en"] for it in StakeholderGroup.objects.all()} == GROUPS
    assert {frozenset(it.names) for it in StakeholderGroup.objects.all()} == {
        frozenset({"en", "fr", "es", "ru", "ar", "zh"})
    }
    assert all(name for it in StakeholderGroup.objects.all() for name in it.names.values())


def test_making_them_again_keeps_what_administrators_changed():
    changed = group("academia")
    changed.names = {"en": "Universities"}
    changed.save()

    migration.make_groups(apps, None)

    assert StakeholderGroup.objects.filter(slug="academia").values_list("names", flat=True).get() == {
        "en": "Universities"
    }
    assert StakeholderGroup.objects.count() == 7


def test_a_group_is_named_in_the_readers_language_or_english():
    group("academia").delete()
    migration.make_groups(apps, None)
    academia = group("academia")

    with translation.override("zh-hans"):
        assert academia.name == "学术界"
    with translation.override("de"):
        assert academia.name == "Academia"


def test_a_retired_group_is_no_longer_offered():
    for slug in GROUPS:
        group(slug)
    StakeholderGroup.objects.filter(slug="academia").update(retired_at=timezone.now())

    assert {it.slug for it in StakeholderGroup.objects.offered()} == set(GROUPS) - {"academia"}
