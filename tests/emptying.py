"""How a database is emptied after tests that commit: rows are deleted from the tables that have any.

Django empties all tables by TRUNCATE, which makes each table and each index anew, and then sends `post_migrate` to make
the content types and permissions again; both take longer than most tests. Deleted from the few tables that a test has
filled, rows are gone in a few milliseconds, and what `post_migrate` makes stays where it is. What migrations put into
the lists that administrators keep is there again afterwards.
"""

import functools
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase

GROUPS = "accounts.migrations.0002_seven_stakeholder_groups"
TERMS = "comments.migrations.0011_dispositions_and_reasons_are_kept"
KEPT = {ContentType._meta.db_table, Permission._meta.db_table}


@functools.cache
def tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)


def filled() -> list[str]:
    asked = ", ".join(f"EXISTS (SELECT FROM {connection.ops.quote_name(table)})" for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [table for table, has_rows in zip(tables(), cursor.fetchone(), strict=True) if has_rows]


def empty(_: TransactionTestCase | None = None) -> None:
    """As a replica, which asks neither foreign keys nor triggers, so that the order of the tables does not matter."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")
            for table in filled():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        import_module(GROUPS).make_groups(apps, None)
        import_module(TERMS).make_terms(apps, None)
