from django.db import migrations
from django.db.models import F

from accounts.folding import folded


def fold(apps, schema_editor):
    organisations = apps.get_model("accounts", "Organisation").objects.filter(folded="")
    for organisation in organisations.only("name", "short_name").iterator():
        organisation.folded = folded(f"{organisation.name} {organisation.short_name}")
        organisation.save(update_fields=["folded"])
    memberships = apps.get_model("accounts", "Membership").objects
    memberships.filter(state="active", started_at=None).update(started_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_organisations_are_asked_for_verified_and_merged")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop, elidable=True)]
